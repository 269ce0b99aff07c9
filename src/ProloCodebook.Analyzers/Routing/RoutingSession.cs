using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// One question asked of the analysis, on one thread: which bodies are under way (so that recursion ends), and what
/// was found while they were. Such findings rest on an assumption about an unfinished body, so they are not kept
/// beyond the question: what is kept does not depend on who asked first.
/// </summary>
internal sealed class RoutingSession(CancellationToken cancellationToken)
{
    /// <summary>Calls deeper than this are taken as unknown.</summary>
    private const int MaxDepth = 48;

    private readonly Dictionary<SyntaxNode, int> _underWay = [];
    private readonly Dictionary<SyntaxNode, MethodSummary> _assumed = [];
    private readonly HashSet<SyntaxNode> _touched = [];
    private int _lowestTouched = int.MaxValue;

    public CancellationToken CancellationToken => cancellationToken;

    public Dictionary<SyntaxNode, BodyFlow> Provisional { get; } = [];

    /// <summary>Starts a body; false where it is under way already, or too deep.</summary>
    public bool TryStart(SyntaxNode body)
    {
        if (_underWay.TryGetValue(body, out var depth))
        {
            _lowestTouched = Math.Min(_lowestTouched, depth);
            _touched.Add(body);
            return false;
        }

        if (_underWay.Count >= MaxDepth)
        {
            _lowestTouched = -1;
            return false;
        }

        _underWay.Add(body, _underWay.Count);
        return true;
    }

    /// <summary>The body was called again while it was under way.</summary>
    public bool IsRecursive(SyntaxNode body) => _touched.Contains(body);

    /// <summary>
    /// What a call of a body under way is taken to do. At first that it never returns: what holds on every return that needs
    /// no further call of itself is the most that can hold, and the next rounds take it from there.
    /// </summary>
    public MethodSummary? AssumedOf(SyntaxNode body)
        => _assumed.TryGetValue(body, out var summary) ? summary : _underWay.ContainsKey(body) ? MethodSummary.None with { NeverReturns = true } : null;

    /// <summary>Takes a better guess, and drops what was found by the last one.</summary>
    public void Assume(SyntaxNode body, MethodSummary summary)
    {
        _assumed[body] = summary;
        Provisional.Clear();
    }

    /// <summary>Ends a body. True where what was found rests on nothing unfinished.</summary>
    public bool Finish(SyntaxNode body)
    {
        var depth = _underWay[body];
        _underWay.Remove(body);
        _assumed.Remove(body);
        _touched.Remove(body);
        var isFinal = _lowestTouched >= depth;
        if (isFinal)
        {
            _lowestTouched = int.MaxValue;
        }

        return isFinal;
    }
}
