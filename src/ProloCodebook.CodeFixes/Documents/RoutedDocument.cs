using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.CodeFixes.Contract;
using ProloCodebook.CodeFixes.Evaluation;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes.Documents;

/// <summary>
/// A document with references that are not routed, and the edits that route them. An edit is kept only where its result compiles as before and the analysis finds
/// the reference routed.
/// </summary>
internal sealed class RoutedDocument
{
    private readonly RoutingCheck _start;
    private readonly GeneratedTypes _types;
    private readonly ImmutableArray<Reference> _references;
    private readonly string _newLine;

    private RoutedDocument(RoutingCheck start, GeneratedTypes types, ImmutableArray<Reference> references, string newLine)
    {
        _start = start;
        _types = types;
        _references = references;
        _newLine = newLine;
    }

    /// <summary>Null where nothing can be done: the generated types cannot be named, or no diagnostic tells its code.</summary>
    public static async Task<RoutedDocument?> OpenAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || GeneratedTypes.Find(model.Compilation, document.Project.AnalyzerOptions, cancellationToken) is not { } types)
        {
            return null;
        }

        var references = ImmutableArray.CreateBuilder<Reference>();
        var nodes = new Dictionary<SyntaxNode, List<SyntaxAnnotation>>();
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
        {
            if (CodeOf(diagnostic) is { } code
                && root.FullSpan.Contains(diagnostic.Location.SourceSpan)
                && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is { } node)
            {
                var reference = new Reference(ReferenceAnnotation.Create(references.Count), code);
                references.Add(reference);
                if (!nodes.TryGetValue(node, out var annotations))
                {
                    nodes.Add(node, annotations = []);
                }

                annotations.Add(reference.Annotation);
            }
        }

        var start = new RoutingCheck(
            model.Compilation, root.SyntaxTree, document.Project.AnalyzerOptions, references.Select(r => r.Code).Distinct().ToImmutableArray());
        return references.Count == 0
            ? null
            : new RoutedDocument(
                start.With(root.ReplaceNodes(nodes.Keys, (original, current) => current.WithAdditionalAnnotations(nodes[original]))), types, references.ToImmutable(), Cleanup.NewLine(root));
    }

    /// <summary>Routes the first of the references; null where this kind of edit does not.</summary>
    public async Task<RoutedTree?> RouteFirstAsync(RoutingFixKind kind, CancellationToken cancellationToken)
    {
        var reference = _references[0];
        if (_start.Find(reference.Annotation, cancellationToken) is not { } node)
        {
            return null;
        }

        foreach (var plan in new RoutingPlanner(_start.Model, _types, cancellationToken).Plans(kind, node, reference.Code))
        {
            var check = _start.With(PlanWriter.Write(_start.Tree.GetRoot(cancellationToken), [plan], _newLine));
            if (await IsGoodAsync(_start, check, reference, node, cancellationToken).ConfigureAwait(false))
            {
                return new RoutedTree(check.Tree.GetRoot(cancellationToken), plan.Title);
            }
        }

        return null;
    }

    /// <summary>
    /// Routes all of the references that this kind of edit can. In rounds, one reference of each member a round: the first evaluation in a member often routes
    /// the references after it, which then need none of their own.
    /// </summary>
    public async Task<SyntaxNode?> RouteAllAsync(RoutingFixKind kind, CancellationToken cancellationToken)
    {
        var check = _start;
        var pending = _references.ToList();
        var attempts = new Dictionary<Reference, int>();
        while (true)
        {
            var round = Choose(kind, check, pending, attempts, cancellationToken);
            if (round.Count == 0)
            {
                break;
            }

            var good = new List<Choice>();
            var next = check.With(PlanWriter.Write(check.Tree.GetRoot(cancellationToken), [.. round.Select(choice => choice.Plan)], _newLine));
            foreach (var choice in round)
            {
                if (await IsGoodAsync(check, next, choice.Reference, choice.Node, cancellationToken).ConfigureAwait(false))
                {
                    good.Add(choice);
                    pending.Remove(choice.Reference);
                }
                else
                {
                    attempts[choice.Reference] = choice.Attempt + 1;
                }
            }

            if (good.Count < round.Count)
            {
                next = good.Count == 0 ? check : check.With(PlanWriter.Write(check.Tree.GetRoot(cancellationToken), [.. good.Select(choice => choice.Plan)], _newLine));
            }

            await RemoveRoutedAsync(next, good, pending, cancellationToken).ConfigureAwait(false);
            check = next;
        }

        return check == _start ? null : check.Tree.GetRoot(cancellationToken);
    }

    private List<Choice> Choose(RoutingFixKind kind, RoutingCheck check, List<Reference> pending, Dictionary<Reference, int> attempts, CancellationToken cancellationToken)
    {
        var planner = new RoutingPlanner(check.Model, _types, cancellationToken);
        var members = new HashSet<SyntaxNode>();
        var round = new List<Choice>();
        foreach (var reference in pending.ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (check.Find(reference.Annotation, cancellationToken) is not { } node)
            {
                pending.Remove(reference);
                continue;
            }

            if (members.Contains(RoutingCheck.MemberOf(node)))
            {
                continue;
            }

            attempts.TryGetValue(reference, out var attempt);
            var plans = planner.Plans(kind, node, reference.Code);
            if (attempt < plans.Count)
            {
                members.Add(RoutingCheck.MemberOf(node));
                round.Add(new Choice(reference, node, plans[attempt], attempt));
            }
            else
            {
                pending.Remove(reference);
            }
        }

        return round;
    }

    /// <summary>Drops the references that an edit of this round routed as well.</summary>
    private static async Task RemoveRoutedAsync(RoutingCheck check, List<Choice> done, List<Reference> pending, CancellationToken cancellationToken)
    {
        var changed = new HashSet<SyntaxNode>(done.Select(choice => check.Find(choice.Reference.Annotation, cancellationToken)).Where(node => node is not null).Select(node => RoutingCheck.MemberOf(node!)));
        foreach (var reference in pending.ToList())
        {
            if (check.Find(reference.Annotation, cancellationToken) is { } node
                && changed.Contains(RoutingCheck.MemberOf(node))
                && !await check.IsReportedAsync(node, reference.Code.Value, cancellationToken).ConfigureAwait(false))
            {
                pending.Remove(reference);
            }
        }
    }

    private static async Task<bool> IsGoodAsync(RoutingCheck before, RoutingCheck after, Reference reference, SyntaxNode nodeBefore, CancellationToken cancellationToken)
        => after.Find(reference.Annotation, cancellationToken) is { } node
            && !after.HasNewProblems(RoutingCheck.MemberOf(node), before, RoutingCheck.MemberOf(nodeBefore), cancellationToken)
            && !await after.IsReportedAsync(node, reference.Code.Value, cancellationToken).ConfigureAwait(false);

    private static GuardedCode? CodeOf(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.CodeProperty, out var code) && code is not null
            && diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.ConstantProperty, out var constant) && constant is not null
            ? new GuardedCode(code, string.Empty, constant)
            : null;

    private sealed record Reference(SyntaxAnnotation Annotation, GuardedCode Code);

    private sealed record Choice(Reference Reference, ExpressionSyntax Node, RoutingPlan Plan, int Attempt);
}

/// <summary>A tree in which a reference has been routed, and what was done.</summary>
internal sealed record RoutedTree(SyntaxNode Root, string Title);
