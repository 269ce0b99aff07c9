using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;

namespace ProloCodebook.Routing;

/// <content>Lambdas that others have, handlers of events above all, and that assign the variables around them: they have run, perhaps, once somebody else had his turn.</content>
internal sealed partial class FlowAnalysis
{
    private static readonly object HandlersSlot = new();

    /// <summary>From here on somebody else may run a handler.</summary>
    private void NoteHandlers(AbstractValue handler)
    {
        var assigning = handler.Delegates.Where(MayAssignOutside).ToList();
        if (assigning.Count > 0)
        {
            var before = _state.Locations.TryGetValue(HandlersSlot, out var known) ? known : AbstractValue.Unknown;
            _state = _state.Set(HandlersSlot, before with { Delegates = before.Delegates.Union(assigning) });
        }
    }

    /// <summary>Somebody else has had his turn: what the handlers assign may be in those variables now, and what was known of them is past.</summary>
    private void RunHandlers(IOperation operation)
    {
        if (_dead || _context.IsRunningForEffects || !_state.Locations.TryGetValue(HandlersSlot, out var handlers))
        {
            return;
        }

        var before = _state.Locations;
        foreach (var target in DelegateTarget.InOrder(handlers.Delegates))
        {
            RunForEffects(target, operation);
        }

        var part = 32;
        foreach (var location in _state.Locations.Where(pair => pair.Key is ILocalSymbol or IParameterSymbol && before.TryGetValue(pair.Key, out var old) && !old.Equals(pair.Value)).Select(pair => pair.Key).OfType<ISymbol>().OrderBy(symbol => symbol.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList())
        {
            var now = _state.Locations[location] with { Key = Fresh(operation, part++) };

            // "What happens inside a lambda that may not run does not count outside."
            _state = _state.Set(location, before[location].IsDecision ? now : now with { DecidedAbout = ImmutableHashSet<ValueKey>.Empty, DecidedBy = ImmutableHashSet<SyntaxNode>.Empty, Evaluated = Evaluated.Nothing });
        }
    }

    /// <summary>A lambda or local function assigns a variable of what is around it, or calls another that may.</summary>
    private bool MayAssignOutside(DelegateTarget target)
        => (target.Lambda is not null || target.Method.MethodKind == MethodKind.LocalFunction)
            && (target.Lambda ?? target.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.CancellationToken)) is { } function
            && _context.Analysis.Bodies.ModelOf(function.SyntaxTree).GetOperation(function, _context.CancellationToken)?.Descendants()
                .Any(operation => operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } || operation.WrittenPlaces().Any(place => IsOutside(place, function))) == true;

    private static bool IsOutside(IOperation variable, SyntaxNode function)
        => (variable switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => (ISymbol?)null,
        }) is { } symbol && !symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == function.SyntaxTree && function.Span.Contains(reference.Span));
}
