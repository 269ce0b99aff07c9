using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>The finished flow of one body. <see cref="GaveUp"/> says why there is none.</summary>
/// <param name="Functions">What the lambdas and local functions do that the body gives back, or keeps in a member.</param>
internal sealed record BodyFlow(BodyReference Body, FlowRecord Record, FlowAnalysis? Main, ImmutableDictionary<DelegateTarget, KeptFunction> Functions, string? GaveUp)
{
    private readonly object _gate = new();
    private MethodSummary? _summary;

    /// <summary>The <see cref="Depth"/> of a flow that no level sees whole.</summary>
    public const int CutDepth = int.MaxValue;

    /// <summary>
    /// So many levels of callees were looked into. From a level below it would be another flow, so it is not given to those who ask from there: what they find must not depend on who asked first.
    /// </summary>
    public int Depth { get; init; }

    /// <summary>Some callee was not looked into for want of depth, or what a delegate may be depends on the depth: seen from less deep it may be another.</summary>
    public bool IsCut => Depth == CutDepth;

    /// <summary>What callers need to know. Made when first asked for: of most methods that bill nobody asks.</summary>
    /// <remarks>No other flow is asked meanwhile, so two threads cannot wait for each other.</remarks>
    public MethodSummary SummaryFor(RoutingSession session)
    {
        if (_summary is null)
        {
            lock (_gate)
            {
                _summary ??= Summarize(session);
            }
        }

        return _summary;
    }

    private MethodSummary Summarize(RoutingSession session)
    {
        if (Main is null)
        {
            return Unknown;
        }

        Main.Context.CancellationToken = session.CancellationToken;
        try
        {
            return Body.Owner is IMethodSymbol method ? MethodSummary.Of(method, Main) : MethodSummary.OfInitializer(Main);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Unknown with { GaveUp = RoutingAnalysis.WhyGivenUp(exception) };
        }
        finally
        {
            Main.Context.CancellationToken = CancellationToken.None;
        }
    }

    private MethodSummary Unknown => Body.Owner is IMethodSymbol method ? MethodSummary.Unknown(method) : MethodSummary.None;
}
