using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <content>Caches that make what they do not have.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>
    /// <c>cache.GetOrAdd(code, c => PolicyEvaluator.Evaluate(c, payer))</c>: what a cache has or what it now gets from the function, which is a decision about the same.
    /// Null where the function does not ask. Such a cache is no table of billing data, and keeps nothing of its key.
    /// </summary>
    private AbstractValue? Made(IOperation operation, IMethodSymbol method, AbstractValue receiver, List<Argument> arguments)
    {
        if (!_context.Symbols.HoldsDecisions(method.ContainingType) && KnownLibrary.IsLibrary(method) && MayHoldOthers(receiver))
        {
            return null;
        }

        var keys = arguments.Where(argument => argument.Parameter?.Type.TypeKind != TypeKind.Delegate).ToList();
        AbstractValue? made = null;
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke } || invoke.ReturnsVoid)
            {
                continue;
            }

            var given = invoke.Parameters.Select((parameter, i) => new Argument(parameter, keys.Find(key => SymbolEqualityComparer.Default.Equals(key.Parameter?.Type, parameter.Type)).Value ?? AbstractValue.Of(Fresh(argument.Operation, 16 + i)), argument.Operation)).ToList();
            var parts = PartsOf(argument.Value);
            AbstractValue? result = null;
            foreach (var target in parts.Targets)
            {
                var one = RunUncertain(target, given.ConvertAll(value => value.Value), argument.Operation);
                result = result?.MergedWith(one, () => Fresh(argument.Operation)) ?? one;
            }

            if (parts.Targets.Count == 0)
            {
                result = WithoutRunning(argument, parts, given);
            }
            else if (parts.Origins.Count > 0 || parts.HasUnknown)
            {
                result = AbstractValue.Unknown;
            }

            made = made is null ? result : made.CombinedWith(result ?? AbstractValue.Unknown);
        }

        var about = made is null ? ImmutableHashSet<ValueKey>.Empty : made.DecidedAbout.Where(made.Evaluated.Anyway.Contains).ToImmutableHashSet();
        if (about.IsEmpty)
        {
            return null;
        }

        about = about.Where(name => !IsKeptUnderAnother(name, keys)).ToImmutableHashSet();
        if (about.IsEmpty)
        {
            return AbstractValue.Of(Fresh(operation));
        }

        var isTask = KnownTypes.IsTask(method.ReturnType);
        if (!isTask)
        {
            Complete(about, [operation.Syntax]);
        }

        return AbstractValue.Decision(about, Fresh(operation), operation.Syntax) with { IsPending = isTask };
    }

    /// <summary><c>_denied.GetOrAdd(payer, _ => Evaluate(code, payer).IsGoverned)</c>: what is there may be about another code that came with the same payer.</summary>
    private static bool IsKeptUnderAnother(ValueKey about, List<Argument> keys)
    {
        while (about is MemberKey member)
        {
            about = member.Owner;
        }

        return about is not (CodeKey or AnyKey) && keys.Count > 0 && keys.TrueForAll(key => key.Value.Key is SymbolKey or ConstantKey && !key.Value.Key.Equals(about));
    }

    /// <summary>Somebody else may have put something into a cache.</summary>
    private bool MayHoldOthers(AbstractValue cache)
        => cache.Key is MemberKey { Member.Symbol: { } member } ? _context.Analysis.AnswerCaches.IsFilledElsewhere(member, _context.CancellationToken)
            : !cache.Objects.All(IsOwned) || cache.Objects.Any(o => _state.Heap.ContainsKey((o, Member.Elements)));
}
