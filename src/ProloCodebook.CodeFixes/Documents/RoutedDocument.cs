using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    private readonly ImmutableArray<Reference> _references;
    private readonly string _newLine;

    private RoutedDocument(RoutingCheck start, ImmutableArray<Reference> references, string newLine)
    {
        _start = start;
        _references = references;
        _newLine = newLine;
    }

    /// <summary>Null where nothing can be done: the generated types cannot be named, or no diagnostic tells its code.</summary>
    public static async Task<RoutedDocument?> OpenAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
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
                var sink = SinkOf(diagnostic, root);
                var reference = new Reference(ReferenceAnnotation.Create(references.Count), sink is null ? null : ReferenceAnnotation.CreateSink(references.Count), code);
                references.Add(reference);
                Annotate(node, reference.Annotation);
                if (sink is not null)
                {
                    Annotate(sink, reference.Sink!);
                }
            }
        }

        var start = new RoutingCheck(
            model.Compilation, root.SyntaxTree, document.Project.AnalyzerOptions, references.Select(r => r.Code).Distinct().ToImmutableArray());
        return references.Count == 0 || start.Types(cancellationToken) is null
            ? null
            : new RoutedDocument(
                start.With(root.ReplaceNodes(nodes.Keys, (original, current) => current.WithAdditionalAnnotations(nodes[original]))), references.ToImmutable(), Cleanup.NewLine(root));

        void Annotate(SyntaxNode node, SyntaxAnnotation annotation)
        {
            if (!nodes.TryGetValue(node, out var annotations))
            {
                nodes.Add(node, annotations = []);
            }

            annotations.Add(annotation);
        }
    }

    /// <summary>Routes the first of the references; null where this kind of edit does not.</summary>
    public async Task<RoutedTree?> RouteFirstAsync(RoutingFixKind kind, CancellationToken cancellationToken)
    {
        var reference = _references[0];
        if (_start.Find(reference.Annotation, cancellationToken) is not ExpressionSyntax node)
        {
            return null;
        }

        foreach (var plan in PlansFor(kind, _start, reference, node, cancellationToken))
        {
            var check = _start.With(PlanWriter.Write(_start.Tree.GetRoot(cancellationToken), [plan], _newLine));
            if (await IsGoodAsync(_start, check, reference, plan, cancellationToken).ConfigureAwait(false))
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
                if (await IsGoodAsync(check, next, choice.Reference, choice.Plan, cancellationToken).ConfigureAwait(false))
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
        var members = new HashSet<SyntaxNode>();
        var round = new List<Choice>();
        foreach (var reference in pending.ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (check.Find(reference.Annotation, cancellationToken) is not ExpressionSyntax node)
            {
                pending.Remove(reference);
                continue;
            }

            if (members.Contains(RoutingCheck.MemberOf(node)))
            {
                continue;
            }

            attempts.TryGetValue(reference, out var attempt);
            if (PlansFor(kind, check, reference, node, cancellationToken).ElementAtOrDefault(attempt) is not { } plan)
            {
                pending.Remove(reference);
            }
            else if (members.Add(RoutingCheck.MemberOf(plan.Focus)))
            {
                members.Add(RoutingCheck.MemberOf(node));
                round.Add(new Choice(reference, plan, attempt));
            }
        }

        return round;
    }

    /// <summary>Drops the references that an edit of this round routed as well.</summary>
    private static async Task RemoveRoutedAsync(RoutingCheck check, List<Choice> done, List<Reference> pending, CancellationToken cancellationToken)
    {
        var changed = new HashSet<SyntaxNode>(done.Select(choice => EditedMember(check, choice.Reference, choice.Plan, cancellationToken)!));
        foreach (var reference in pending.ToList())
        {
            if (check.Find(reference.Annotation, cancellationToken) is { } node
                && (changed.Contains(RoutingCheck.MemberOf(node)) || (reference.Sink is { } sink && check.Find(sink, cancellationToken) is { } place && changed.Contains(RoutingCheck.MemberOf(place))))
                && !await check.IsReportedAsync(node, reference.Code.Value, cancellationToken).ConfigureAwait(false))
            {
                pending.Remove(reference);
            }
        }
    }

    private static IReadOnlyList<RoutingPlan> PlansFor(RoutingFixKind kind, RoutingCheck check, Reference reference, ExpressionSyntax node, CancellationToken cancellationToken)
        => check.Types(cancellationToken) is { } types
            ? new RoutingPlanner(check.Model, types, cancellationToken).Plans(kind, node, reference.Sink is { } sink ? check.Find(sink, cancellationToken) : null, reference.Code)
            : [];

    private static async Task<bool> IsGoodAsync(RoutingCheck before, RoutingCheck after, Reference reference, RoutingPlan plan, CancellationToken cancellationToken)
        => after.Find(reference.Annotation, cancellationToken) is { } node
            && EditedMember(after, reference, plan, cancellationToken) is { } member
            && !after.HasNewProblems(member, before, RoutingCheck.MemberOf(plan.Focus), cancellationToken)
            && !await after.IsReportedAsync(node, reference.Code.Value, cancellationToken).ConfigureAwait(false)
            && !await after.IsInsertionReportedAsync(member, cancellationToken).ConfigureAwait(false);

    private static SyntaxNode? EditedMember(RoutingCheck after, Reference reference, RoutingPlan plan, CancellationToken cancellationToken)
        => after.Find(plan.Focus == plan.Reference ? reference.Annotation : reference.Sink!, cancellationToken) is { } node ? RoutingCheck.MemberOf(node) : null;

    /// <summary>Where the value gets away: the last place of its way comes first.</summary>
    private static SyntaxNode? SinkOf(Diagnostic diagnostic, SyntaxNode root)
        => diagnostic.AdditionalLocations is [{ SourceTree: var tree, SourceSpan: var span }, ..] && tree == root.SyntaxTree && root.FullSpan.Contains(span)
            ? root.FindNode(span, getInnermostNodeForTie: true)
            : null;

    private static GuardedCode? CodeOf(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.CodeProperty, out var code) && code is not null
            && diagnostic.Properties.TryGetValue(UnroutedReferenceAnalyzer.ConstantProperty, out var constant) && constant is not null
            ? new GuardedCode(code, string.Empty, constant)
            : null;

    private sealed record Reference(SyntaxAnnotation Annotation, SyntaxAnnotation? Sink, GuardedCode Code);

    private sealed record Choice(Reference Reference, RoutingPlan Plan, int Attempt);
}

/// <summary>A tree in which a reference has been routed, and what was done.</summary>
internal sealed record RoutedTree(SyntaxNode Root, string Title);
