using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ProloCodebook.Routing;

/// <summary>
/// Which tests a block runs because of: block B depends on test T where one outcome of T always leads to B and another
/// may not, directly or through further tests. This is what "the reference runs only on some outcomes of a test" means;
/// of a test that bills either way nothing depends.
/// </summary>
internal sealed class ControlDependence
{
    private readonly List<int>[] _successors;
    private readonly List<int>[] _parents;
    private readonly Dictionary<int, HashSet<int>> _tests = [];
    private readonly object _gate = new();

    public ControlDependence(ControlFlowGraph graph, IReadOnlyList<BlockTrace> traces)
    {
        // An exception in a try is taken to happen as it is entered, at a node of its own, so that it does not count as an
        // outcome of the tests inside.
        var entries = new List<ControlFlowRegion>();
        CollectTries(graph.Root, entries);
        var blocks = graph.Blocks.Length;
        var exit = blocks - 1;

        // Both the normal end and a throw lead here.
        var end = blocks + entries.Count;
        _successors = new List<int>[end + 1];
        for (var i = 0; i < _successors.Length; i++)
        {
            _successors[i] = [];
        }

        foreach (var block in graph.Blocks)
        {
            var trace = traces[block.Ordinal];
            if (!trace.IsReached)
            {
                continue;
            }

            Follow(block, block.FallThroughSuccessor, trace.FallThrough);
            Follow(block, block.ConditionalSuccessor, trace.Conditional);
            if (block.Ordinal == exit)
            {
                _successors[exit].Add(end);
            }
            else if (_successors[block.Ordinal].Count == 0)
            {
                // A call in it never returns.
                _successors[block.Ordinal].Add(end);
            }
        }

        for (var i = 0; i < entries.Count; i++)
        {
            // The try, a catch and a finally may each begin with another try.
            _successors[blocks + i].AddRange(entries[i].NestedRegions.Select(region => region.FirstBlockOrdinal).Select(first =>
                entries.FindIndex(i + 1, entry => entry.NestedRegions[0].FirstBlockOrdinal == first) is >= 0 and var inner ? blocks + inner : first));
        }

        _parents = Parents(end);

        void Follow(BasicBlock block, ControlFlowBranch? branch, FlowState? state)
        {
            if (branch is null || state is null)
            {
                return;
            }

            if (branch.Destination is { } destination)
            {
                _successors[block.Ordinal].Add(Target(block.Ordinal, destination.Ordinal));
                return;
            }

            // A throw, or the end of a handler's part of the graph.
            var next = LeavesPassedBy(block) is { Count: > 0 } leaves ? leaves
                : branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow ? HandlersOf(graph, block)
                : [];
            _successors[block.Ordinal].AddRange(next.Count > 0 ? next : [end]);
        }

        // From outside of a try its first block is reached through the try's entry.
        int Target(int from, int destination)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                var guarded = entries[i].NestedRegions[0];
                if (guarded.FirstBlockOrdinal == destination && !Contains(guarded, from))
                {
                    return blocks + i;
                }
            }

            return destination;
        }

        // Any call may fail, with a try around it or without: that the exception goes on, after a `finally` or from a `catch` that
        // throws it again, is no outcome of a test. Such a way is taken to go on where the try goes on.
        List<int> LeavesPassedBy(BasicBlock block)
        {
            foreach (var (region, outer) in FlowEdges.RegionsAround(graph, block))
            {
                if (region.Kind == ControlFlowRegionKind.Try)
                {
                    return [];
                }

                if (outer.Kind == ControlFlowRegionKind.TryAndFinally)
                {
                    return block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.StructuredExceptionHandling } ? LeavesOf(outer.NestedRegions[0]) : [];
                }

                if (outer.Kind == ControlFlowRegionKind.TryAndCatch)
                {
                    return ThrowsItself(outer.NestedRegions[0]) || TestsDecision(region) ? [] : LeavesOf(outer.NestedRegions[0]);
                }
            }

            return [];
        }

        List<int> LeavesOf(ControlFlowRegion guarded)
        {
            var leaves = new List<int>();
            foreach (var i in FlowEdges.BlocksOf(guarded))
            {
                Leave(i, graph.Blocks[i].FallThroughSuccessor, traces[i].FallThrough);
                Leave(i, graph.Blocks[i].ConditionalSuccessor, traces[i].Conditional);
            }

            return leaves;

            void Leave(int from, ControlFlowBranch? branch, FlowState? state)
            {
                if (state is not null && branch?.Destination is { } destination && !Contains(guarded, destination.Ordinal) && Target(from, destination.Ordinal) is var leaf && !leaves.Contains(leaf))
                {
                    leaves.Add(leaf);
                }
            }
        }

        bool ThrowsItself(ControlFlowRegion guarded)
            => FlowEdges.BlocksOf(guarded).Any(i => traces[i].IsReached && traces[i].Conditional is null
                && (traces[i].FallThrough is null || graph.Blocks[i].FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow }));

        bool TestsDecision(ControlFlowRegion handler) => FlowEdges.BlocksOf(handler).Any(i => traces[i].Condition is { IsDecision: true });
    }

    private static bool Contains(ControlFlowRegion region, int block) => block >= region.FirstBlockOrdinal && block <= region.LastBlockOrdinal;

    /// <summary>The blocks ending in a test on whose outcome it depends whether <paramref name="block"/> runs.</summary>
    public ISet<int> TestsOf(int block)
    {
        lock (_gate)
        {
            if (!_tests.TryGetValue(block, out var tests))
            {
                _tests.Add(block, tests = []);
                var queue = new Queue<int>();
                queue.Enqueue(block);
                while (queue.Count > 0)
                {
                    foreach (var parent in _parents[queue.Dequeue()])
                    {
                        if (tests.Add(parent))
                        {
                            queue.Enqueue(parent);
                        }
                    }
                }
            }

            return tests;
        }
    }

    private static void CollectTries(ControlFlowRegion region, List<ControlFlowRegion> tries)
    {
        if (region.Kind is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally)
        {
            tries.Add(region);
        }

        foreach (var nested in region.NestedRegions)
        {
            CollectTries(nested, tries);
        }
    }

    private static List<int> HandlersOf(ControlFlowGraph graph, BasicBlock block)
    {
        foreach (var (region, outer) in FlowEdges.RegionsAround(graph, block))
        {
            if (region.Kind == ControlFlowRegionKind.Try && outer.Kind == ControlFlowRegionKind.TryAndCatch)
            {
                return outer.NestedRegions.Skip(1).Select(handler => handler.FirstBlockOrdinal).ToList();
            }
        }

        return [];
    }

    /// <summary>Ferrante, Ottenstein and Warren: walk up the post-dominator tree from each outcome of a test.</summary>
    private List<int>[] Parents(int exit)
    {
        var postDominator = PostDominators(exit);
        var parents = new List<int>[_successors.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = [];
        }

        for (var test = 0; test < _successors.Length; test++)
        {
            if (_successors[test].Count < 2)
            {
                continue;
            }

            foreach (var successor in _successors[test])
            {
                for (var node = successor; node >= 0 && node != postDominator[test]; node = postDominator[node])
                {
                    if (!parents[node].Contains(test))
                    {
                        parents[node].Add(test);
                    }

                    if (node == exit)
                    {
                        break;
                    }
                }
            }
        }

        return parents;
    }

    /// <summary>Immediate post-dominators (Cooper, Harvey and Kennedy) over the reversed graph; -1 where there is none.</summary>
    private int[] PostDominators(int exit)
    {
        var predecessors = new List<int>[_successors.Length];
        for (var i = 0; i < predecessors.Length; i++)
        {
            predecessors[i] = [];
        }

        for (var node = 0; node < _successors.Length; node++)
        {
            foreach (var successor in _successors[node])
            {
                predecessors[successor].Add(node);
            }
        }

        var order = new int[_successors.Length];
        var byOrder = new List<int>();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = -1;
        }

        // What never ends (a loop for ever) is taken to end somewhere, or nothing could be said of it. All such edges are there
        // before anything is numbered: the end must have the highest number.
        var ends = new bool[_successors.Length];
        Reach(exit);
        for (var node = _successors.Length - 1; node >= 0; node--)
        {
            if (!ends[node] && (_successors[node].Count > 0 || predecessors[node].Count > 0))
            {
                _successors[node].Add(exit);
                predecessors[exit].Add(node);
                Reach(node);
            }
        }

        Number(exit);

        var dominator = new int[_successors.Length];
        for (var i = 0; i < dominator.Length; i++)
        {
            dominator[i] = -1;
        }

        dominator[exit] = exit;
        bool changed;
        do
        {
            changed = false;
            for (var i = byOrder.Count - 1; i >= 0; i--)
            {
                var node = byOrder[i];
                if (node == exit)
                {
                    continue;
                }

                var best = -1;
                foreach (var successor in _successors[node])
                {
                    if (dominator[successor] >= 0)
                    {
                        best = best < 0 ? successor : Common(best, successor);
                    }
                }

                if (best >= 0 && dominator[node] != best)
                {
                    dominator[node] = best;
                    changed = true;
                }
            }
        }
        while (changed);

        dominator[exit] = -1;
        return dominator;

        void Reach(int root)
        {
            var queue = new Queue<int>();
            ends[root] = true;
            queue.Enqueue(root);
            while (queue.Count > 0)
            {
                foreach (var predecessor in predecessors[queue.Dequeue()])
                {
                    if (!ends[predecessor])
                    {
                        ends[predecessor] = true;
                        queue.Enqueue(predecessor);
                    }
                }
            }
        }

        // Post-order of the reversed graph, without recursion.
        void Number(int root)
        {
            if (order[root] >= 0)
            {
                return;
            }

            var stack = new Stack<(int Node, int Next)>();
            order[root] = int.MaxValue;
            stack.Push((root, 0));
            while (stack.Count > 0)
            {
                var (node, next) = stack.Pop();
                if (next < predecessors[node].Count)
                {
                    stack.Push((node, next + 1));
                    var predecessor = predecessors[node][next];
                    if (order[predecessor] < 0)
                    {
                        order[predecessor] = int.MaxValue;
                        stack.Push((predecessor, 0));
                    }
                }
                else
                {
                    order[node] = byOrder.Count;
                    byOrder.Add(node);
                }
            }
        }

        int Common(int left, int right)
        {
            for (var steps = 0; left != right; steps++)
            {
                if (steps > 2 * order.Length)
                {
                    return exit;
                }

                if (order[left] < order[right])
                {
                    left = dominator[left];
                }
                else
                {
                    right = dominator[right];
                }

                if (left < 0 || right < 0)
                {
                    return exit;
                }
            }

            return left;
        }
    }
}
