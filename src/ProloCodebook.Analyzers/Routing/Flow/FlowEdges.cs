using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProloCodebook.Routing;

/// <summary>A way into a block.</summary>
/// <param name="Source">The block it comes from.</param>
/// <param name="IsConditional">It is the conditional successor of that block.</param>
/// <param name="Finally">The <c>finally</c> regions that run on the way.</param>
/// <param name="IsException">The block may throw at any point, and this handler is where it lands.</param>
internal readonly record struct FlowEdge(int Source, bool IsConditional, IReadOnlyList<ControlFlowRegion> Finally, bool IsException);

/// <summary>
/// All ways into each block of a control-flow graph, including those that Roslyn leaves implicit: from any point of a
/// <c>try</c> to its handlers, and through <c>finally</c> blocks.
/// </summary>
internal sealed class FlowEdges
{
    private readonly List<FlowEdge>[] _into;
    private readonly HashSet<int>[] _dependents;
    private readonly HashSet<int>[] _next;
    private readonly HashSet<int> _guarded = [];

    public FlowEdges(ControlFlowGraph graph)
    {
        _into = new List<FlowEdge>[graph.Blocks.Length];
        for (var i = 0; i < _into.Length; i++)
        {
            _into[i] = [];
        }

        foreach (var block in graph.Blocks)
        {
            Add(block, block.FallThroughSuccessor);
            Add(block, block.ConditionalSuccessor);
        }

        AddHandlers(graph.Root);
        _dependents = new HashSet<int>[_into.Length];
        _next = new HashSet<int>[_into.Length];
        for (var i = 0; i < _into.Length; i++)
        {
            _dependents[i] = [];
            _next[i] = [];
        }

        for (var block = 0; block < _into.Length; block++)
        {
            foreach (var edge in _into[block])
            {
                _dependents[edge.Source].Add(block);
                _next[edge.Source].Add(block);
                foreach (var region in edge.Finally)
                {
                    for (var inner = region.FirstBlockOrdinal; inner <= region.LastBlockOrdinal; inner++)
                    {
                        _next[inner].Add(block);
                    }
                }
            }
        }

        OnlyLeadOn = !_next.Where((next, block) => next.Any(later => later <= block)).Any();
    }

    /// <summary>The blocks to be run anew where what <paramref name="block"/> leaves has changed. Of a block in a <c>finally</c>, not what follows that: it is run for each way through it.</summary>
    public IEnumerable<int> DependentsOf(int block) => _dependents[block];

    /// <summary>The blocks that may run once <paramref name="block"/> has.</summary>
    public IEnumerable<int> NextOf(int block) => _next[block];

    /// <summary>There is no loop: what a block leaves is needed by later blocks only.</summary>
    public bool OnlyLeadOn { get; }

    /// <summary>An exception in the block lands in a handler of this body.</summary>
    public bool MayThrow(int block) => _guarded.Contains(block);

    public static IEnumerable<int> BlocksOf(ControlFlowRegion region) => Enumerable.Range(region.FirstBlockOrdinal, region.LastBlockOrdinal - region.FirstBlockOrdinal + 1);

    /// <summary>The blocks with which a <c>finally</c> region ends: not those with which another one ends that stands in it.</summary>
    public static IEnumerable<BasicBlock> EndsOf(ControlFlowGraph graph, ControlFlowRegion region)
        => BlocksOf(region).Select(block => graph.Blocks[block]).Where(block => block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.StructuredExceptionHandling } && HandlerAround(graph, block) == region);

    /// <summary>
    /// The regions of a graph that a block is in, each with the one around it, from the inside out. The root of a lambda's or a local function's graph has
    /// one around it, too, which is of another graph.
    /// </summary>
    public static IEnumerable<(ControlFlowRegion Region, ControlFlowRegion Around)> RegionsAround(ControlFlowGraph graph, BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region != graph.Root && region.EnclosingRegion is { } around; region = around)
        {
            yield return (region, around);
        }
    }

    /// <summary>The innermost region that a block is in and that ends without saying where it goes on.</summary>
    private static ControlFlowRegion? HandlerAround(ControlFlowGraph graph, BasicBlock block)
        => RegionsAround(graph, block).Select(pair => pair.Region).FirstOrDefault(region => region.Kind is ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter);

    public IReadOnlyList<FlowEdge> Into(int block) => _into[block];

    private void Add(BasicBlock source, ControlFlowBranch? branch)
    {
        if (branch is null)
        {
            return;
        }

        for (var i = 0; i < branch.FinallyRegions.Length; i++)
        {
            _into[branch.FinallyRegions[i].FirstBlockOrdinal].Add(new FlowEdge(source.Ordinal, branch.IsConditionalSuccessor, [.. branch.FinallyRegions.Take(i)], false));
        }

        if (branch.Destination is { } destination)
        {
            _into[destination.Ordinal].Add(new FlowEdge(source.Ordinal, branch.IsConditionalSuccessor, branch.FinallyRegions, false));
        }
    }

    private void AddHandlers(ControlFlowRegion region)
    {
        if (region.Kind is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally && region.NestedRegions.Length > 1)
        {
            var guarded = region.NestedRegions[0];
            foreach (var handler in region.NestedRegions.Skip(1))
            {
                for (var block = guarded.FirstBlockOrdinal; block <= guarded.LastBlockOrdinal; block++)
                {
                    _guarded.Add(block);
                    _into[handler.FirstBlockOrdinal].Add(new FlowEdge(block, false, [], true));
                }
            }
        }

        foreach (var nested in region.NestedRegions)
        {
            AddHandlers(nested);
        }
    }
}
