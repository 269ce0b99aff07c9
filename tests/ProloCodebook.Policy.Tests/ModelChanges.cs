using System.Collections;
using System.Reflection;

namespace ProloCodebook.Policy.Tests;

/// <summary>A model with one value changed, for each value of the first record of each kind.</summary>
internal static class ModelChanges
{
    public static IEnumerable<(string What, PayerPolicy Policy)> Of(PayerPolicy policy)
        => Changes(policy).Where(change => change.What != "PayerPolicy.Hash").Select(change => (change.What, (PayerPolicy)change.Record));

    private static IEnumerable<(string What, object Record)> Changes(object record)
    {
        foreach (var property in record.GetType().GetProperties().Where(property => property.SetMethod is not null))
        {
            foreach (var (what, value) in ChangedValues(property, property.GetValue(record)))
            {
                var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
                property.SetValue(copy, value);
                yield return (what.Length == 0 ? $"{record.GetType().Name}.{property.Name}" : what, copy);
            }
        }
    }

    private static IEnumerable<(string What, object Value)> ChangedValues(PropertyInfo property, object? value)
    {
        switch (value)
        {
            case null or string:
                yield return (string.Empty, value + "x");
                break;
            case bool flag:
                yield return (string.Empty, !flag);
                break;
            case IEnumerable items:
                var list = items.Cast<object>().ToList();
                var element = property.PropertyType.GetGenericArguments()[0];
                if (element == typeof(string))
                {
                    yield return (string.Empty, ToEquatableArray(element, list.Append("x")));
                }
                else if (list.Count > 0)
                {
                    yield return (string.Empty, ToEquatableArray(element, list.Skip(1)));
                    foreach (var (what, first) in Changes(list[0]))
                    {
                        yield return (what, ToEquatableArray(element, list.Skip(1).Prepend(first)));
                    }
                }

                break;
        }
    }

    private static object ToEquatableArray(Type element, IEnumerable<object> items)
    {
        var typed = typeof(Enumerable).GetMethod(nameof(Enumerable.Cast))!.MakeGenericMethod(element).Invoke(null, [items])!;
        return Activator.CreateInstance(typeof(EquatableArray<>).MakeGenericType(element), typed)!;
    }
}
