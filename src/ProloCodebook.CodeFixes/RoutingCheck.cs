using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes;

/// <summary>Asks the compiler and the rule itself what they say, so that no fix is offered that breaks the code or changes nothing.</summary>
internal static class RoutingCheck
{
    /// <summary>The model of the changed tree, or null where the change makes the compiler report a new error near it.</summary>
    public static SemanticModel? ModelOf(FixTarget target, SyntaxNode newRoot, SyntaxAnnotation mark, CancellationToken cancellationToken)
    {
        var oldTree = target.Expression.SyntaxTree;
        var newTree = oldTree.WithRootAndOptions(newRoot, oldTree.Options);
        var model = target.Model.Compilation.ReplaceSyntaxTree(oldTree, newTree).GetSemanticModel(newTree);
        var marked = newTree.GetRoot(cancellationToken).GetAnnotatedNodes(mark).FirstOrDefault();
        return marked is not null && Errors(model, MemberAround(marked), cancellationToken) <= Errors(target.Model, MemberAround(target.Expression), cancellationToken)
            ? model
            : null;
    }

    /// <summary>Whether PCB1001 about <paramref name="code"/> is reported on a node with <paramref name="mark"/>.</summary>
    public static async Task<bool> IsReportedAsync(SemanticModel model, SyntaxAnnotation mark, GuardedCode code, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var nodes = model.SyntaxTree.GetRoot(cancellationToken).GetAnnotatedNodes(mark).ToList();
        var compilation = model.Compilation.WithAnalyzers(
            ImmutableArray.Create<DiagnosticAnalyzer>(new UnroutedReferenceAnalyzer([code])),
            new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        var diagnostics = await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken).ConfigureAwait(false);
        return diagnostics.Any(d => d.Id == RuleIdentifiers.UnroutedReference && nodes.Any(node => node.Span.Contains(d.Location.SourceSpan)));
    }

    private static TextSpan MemberAround(SyntaxNode node)
        => (node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not (GlobalStatementSyntax or BaseTypeDeclarationSyntax))
            ?? node.SyntaxTree.GetRoot()).Span;

    private static int Errors(SemanticModel model, TextSpan span, CancellationToken cancellationToken)
        => model.GetDiagnostics(span, cancellationToken).Count(d => d.Severity == DiagnosticSeverity.Error && !d.IsSuppressed);
}
