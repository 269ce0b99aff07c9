using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Tasks that a call waits for.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>The tasks that a call is given, one by one or in a collection.</summary>
    private List<AbstractValue> Tasks(AbstractValue receiver, List<Argument> arguments, bool areAllAwaited = true)
    {
        var tasks = arguments.Where(argument => KnownTypes.IsTask(argument.Parameter?.Type)).Select(argument => argument.Value).ToList();
        foreach (var argument in arguments.Where(argument => KnownTypes.IsCollection(argument.Parameter?.Type)))
        {
            // `params`: what is gathered there says what all of them say together, and no single one of them need.
            var elements = ReadMember(argument.Value, Member.Elements);
            tasks.Add(!argument.Value.IsPending ? elements
                : areAllAwaited ? argument.Value
                : argument.Value with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty, Evaluated = Evaluated.Nothing, Awaited = KeySet.Empty, IsPending = false, Objects = argument.Value.Objects.Or(elements.Objects), Sources = argument.Value.Sources.Or(elements.Sources) });
        }

        return tasks.Count > 0 ? tasks : [receiver];
    }

    /// <summary>Waits for tasks: to the end of all, or at most for a time, of which the outcome then tells, or for one of them.</summary>
    private AbstractValue Wait(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        var tasks = Tasks(receiver, arguments).Aggregate((all, task) => all.CombinedWith(task));
        if (method.Name == "WaitAny" || KnownTypes.IsTaskOfTask(method.ContainingType))
        {
            return method.Name == "GetResult" ? tasks : AbstractValue.Of(Fresh(operation));
        }

        if (method.ReturnType.SpecialType != SpecialType.System_Boolean || method.Name == "GetResult")
        {
            return Await(operation, tasks);
        }

        var completed = tasks.Awaited.Union(KeySet.Of(tasks.DecidedAbout.Where(tasks.Evaluated.Anyway.Contains)));
        return new AbstractValue
        {
            Key = Fresh(operation),
            DecidedAbout = tasks.Awaited.Keys.Where(key => key is not FinishedKey).ToImmutableHashSet(),
            Evaluated = new Evaluated(completed, KeySet.Empty, KeySet.Everything),
        };
    }
}
