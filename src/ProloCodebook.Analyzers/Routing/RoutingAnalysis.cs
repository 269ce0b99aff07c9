using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ProloCodebook.References;
using ProloCodebook.Rules;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Routing;

/// <summary>The finished flow of one body. <see cref="GaveUp"/> says why there is none.</summary>
internal sealed record BodyFlow(BodyReference Body, FlowRecord Record, FlowAnalysis? Main, MethodSummary Summary, string? GaveUp);

/// <summary>
/// The routing analysis of one compilation (routing.md). Bodies are followed on demand and once; what was found is kept
/// as long as the compilation, so that the editor and the build say the same.
/// </summary>
internal sealed class RoutingAnalysis
{
    /// <summary>A method that calls itself is followed this often before the least is assumed of it.</summary>
    private const int MaxRounds = 3;

    private readonly GuardedCodeIndex _codes;
    private readonly ReferenceFinder _finder;
    private readonly ConcurrentDictionary<SyntaxNode, BodyFlow> _flows = new();
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _summaries = new(SymbolEqualityComparer.Default);

    public RoutingAnalysis(Compilation compilation, GuardedCodeIndex codes, ReferenceFinder finder, PolicySymbols symbols, CallExemptions exemptions)
    {
        _finder = finder;
        _codes = codes;
        Symbols = symbols;
        Exemptions = exemptions;
        Bodies = new BodyFinder(compilation);
        Access = new Access(compilation);
        Mentions = new Mentions(compilation, Bodies);
    }

    public PolicySymbols Symbols { get; }

    public CallExemptions Exemptions { get; }

    public BodyFinder Bodies { get; }

    public Access Access { get; }

    public Mentions Mentions { get; }

    /// <summary>The guarded code that a text is, if it is one.</summary>
    public GuardedCode? CodeOf(string text) => _codes.Find(text.Trim());

    /// <summary>The flow of a body; null where the body is under way (recursion).</summary>
    public BodyFlow? FlowOf(BodyReference body, RoutingSession session)
    {
        if (_flows.TryGetValue(body.Node, out var known) || session.Provisional.TryGetValue(body.Node, out known))
        {
            return known;
        }

        if (!session.TryStart(body.Node))
        {
            return null;
        }

        BodyFlow flow;
        bool isFinal;
        try
        {
            flow = FollowToFixpoint(body, session);
        }
        finally
        {
            isFinal = session.Finish(body.Node);
        }

        if (isFinal)
        {
            return _flows.GetOrAdd(body.Node, flow);
        }

        session.Provisional[body.Node] = flow;
        return flow;
    }

    /// <summary>Looks up summaries of methods within one session.</summary>
    public Func<IMethodSymbol, (IMethodSymbol Body, MethodSummary Summary)> SummaryOf(RoutingSession session)
        => method => (method, SummaryOf(method, session));

    private MethodSummary SummaryOf(IMethodSymbol method, RoutingSession session)
    {
        MethodSummary? summary = null;
        foreach (var body in Bodies.ReferencesOf(method))
        {
            var next = FlowOf(body, session)?.Summary ?? session.AssumedOf(body.Node) ?? MethodSummary.Unknown(method);
            summary = summary is null ? next : summary.And(next);
        }

        return summary ?? MethodSummary.Unknown(method);
    }

    /// <summary>Follows a body, of one that calls itself until what it was taken to do is what it does.</summary>
    private BodyFlow FollowToFixpoint(BodyReference body, RoutingSession session)
    {
        for (var round = 0; ; round++)
        {
            var flow = Follow(body, session);
            if (!session.IsRecursive(body.Node) || round > MaxRounds || session.AssumedOf(body.Node)!.Same(flow.Summary))
            {
                return flow;
            }

            session.Assume(body.Node, round < MaxRounds ? flow.Summary : body.Owner is IMethodSymbol method ? MethodSummary.Unknown(method) : MethodSummary.None);
        }
    }

    private BodyFlow Follow(BodyReference body, RoutingSession session)
    {
        var method = body.Owner as IMethodSymbol;
        FlowRecord record = new();
        try
        {
            var model = Bodies.ModelOf(body.Node.SyntaxTree);
            if (model.GetOperation(body.Node, session.CancellationToken) is not { Parent: null } operation
                || ControlFlowGraph.Create(body.Node, model, session.CancellationToken) is not { } graph)
            {
                return Empty(body, record, method, null);
            }

            var references = new Dictionary<SyntaxNode, CodeReference>();
            foreach (var reference in _finder.Find(operation, session.CancellationToken))
            {
                if (reference.Certainty == ReferenceCertainty.Reference)
                {
                    references[reference.Operation.Syntax] = reference;
                }
            }

            var context = new BodyContext(this, session, body.Owner, body.Node, references);
            record = context.Record;
            var main = new FlowAnalysis(context, graph, null, null);
            main.Run(FlowState.Start, record: true);
            return record.GaveUp is { } why
                ? Empty(body, record, method, why)
                : new BodyFlow(body, record, main, method is null ? MethodSummary.None : MethodSummary.Of(method, main), null);
        }
        catch (RoutingBudgetException)
        {
            return Empty(body, record, method, "the method takes too many steps");
        }
        catch (InsufficientExecutionStackException)
        {
            return Empty(body, record, method, "an expression in the method is nested too deeply");
        }
    }

    private static BodyFlow Empty(BodyReference body, FlowRecord record, IMethodSymbol? method, string? why)
        => new(body, record, null, method is null ? MethodSummary.None : MethodSummary.Unknown(method), why);
}
