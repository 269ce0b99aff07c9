using System.Globalization;
using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Comparing;

/// <summary>Service dates that no revision of either side tells apart.</summary>
/// <param name="First">Null: no beginning.</param>
/// <param name="Last">Null: no end.</param>
/// <param name="Example">A date among them; null for a date that is not known, or where dates do not matter.</param>
internal sealed record ServiceDates(DateTime? First, DateTime? Last, DateTime? Example)
{
    /// <summary>Where no policy has dates.</summary>
    public static readonly ServiceDates Any = new(null, null, null);

    /// <summary>Where policies have, and the line has none.</summary>
    public static readonly ServiceDates NotKnown = new(DateTime.MaxValue, DateTime.MinValue, null);

    /// <summary>All dates, cut wherever a revision begins or has ended; the first is <see cref="NotKnown"/>.</summary>
    public static IReadOnlyList<ServiceDates> Of(IEnumerable<PayerPolicy> policies)
    {
        var cuts = new SortedSet<DateTime>();
        foreach (var policy in policies)
        {
            if (Parse(policy.EffectiveFrom) is { } from)
            {
                cuts.Add(from);
            }

            if (Parse(policy.EffectiveTo) is { } to && to < DateTime.MaxValue.Date)
            {
                cuts.Add(to.AddDays(1));
            }
        }

        cuts.Remove(DateTime.MinValue);
        if (cuts.Count == 0)
        {
            return [Any];
        }

        List<DateTime> starts = [.. cuts];
        return
        [
            NotKnown,
            new ServiceDates(null, starts[0].AddDays(-1), starts[0].AddDays(-1)),
            .. starts.Select((start, i) => new ServiceDates(start, i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : null, start)),
        ];
    }

    /// <summary>In words, neighbours joined; empty where <paramref name="dates"/> are all there are.</summary>
    public static string Describe(IReadOnlyCollection<ServiceDates> dates, IReadOnlyList<ServiceDates> all)
    {
        if (dates.Count == all.Count)
        {
            return "";
        }

        List<ServiceDates> joined = [];
        foreach (var date in all.Where(dates.Contains).Where(date => date != NotKnown))
        {
            if (joined is [.., var last] && last.Last?.AddDays(1) == date.First)
            {
                joined[^1] = last with { Last = date.Last };
            }
            else
            {
                joined.Add(date);
            }
        }

        return string.Join(" or ", [.. joined.Select(Text), .. dates.Contains(NotKnown) ? ["date not known"] : Array.Empty<string>()]);
    }

    private static string Text(ServiceDates dates) => (dates.First, dates.Last) switch
    {
        ({ } first, { } last) => string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}"),
        ({ } first, null) => string.Create(CultureInfo.InvariantCulture, $"from {first:yyyy-MM-dd}"),
        (null, { } last) => string.Create(CultureInfo.InvariantCulture, $"until {last:yyyy-MM-dd}"),
        _ => "any known date",
    };

    private static DateTime? Parse(string? text)
        => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
