using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.CodeFixes.Contract;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>One state of the tree that is being fixed, with what the compiler and PCB1001 say about it.</summary>
internal sealed class RoutingCheck
{
    private readonly AnalyzerOptions _options;
    private readonly ImmutableArray<GuardedCode> _codes;
    private readonly UnroutedReferenceAnalyzer _analyzer;
    private CompilationWithAnalyzers? _analysis;
    private GeneratedTypes? _types;

    public RoutingCheck(Compilation compilation, SyntaxTree tree, AnalyzerOptions options, ImmutableArray<GuardedCode> codes)
    {
        Compilation = compilation;
        Tree = tree;
        Model = compilation.GetSemanticModel(tree);
        _options = options;
        _codes = codes;
        _analyzer = new UnroutedReferenceAnalyzer(codes);
    }

    public Compilation Compilation { get; }

    public SyntaxTree Tree { get; }

    public SemanticModel Model { get; }

    /// <summary>The generated types as symbols of this state; null where they cannot be named.</summary>
    public GeneratedTypes? Types(CancellationToken cancellationToken) => _types ??= GeneratedTypes.Find(Compilation, _options, cancellationToken);

    /// <summary>The same after an edit of the tree.</summary>
    public RoutingCheck With(SyntaxNode root)
    {
        var tree = Tree.WithRootAndOptions(root, Tree.Options);
        return new RoutingCheck(Compilation.ReplaceSyntaxTree(Tree, tree), tree, _options, _codes);
    }

    /// <summary>The node that carries the annotation, and what now stands for it.</summary>
    public SyntaxNode? Find(SyntaxAnnotation annotation, CancellationToken cancellationToken)
        => Tree.GetRoot(cancellationToken).GetAnnotatedNodes(annotation).FirstOrDefault();

    /// <summary>The declaration that an edit changes; the whole file where statements stand at its top.</summary>
    public static SyntaxNode MemberOf(SyntaxNode node)
        => node.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax)
            ?? node.SyntaxTree.GetRoot();

    /// <summary>The compiler has something to say about the member that it did not say before.</summary>
    public bool HasNewProblems(SyntaxNode member, RoutingCheck before, SyntaxNode memberBefore, CancellationToken cancellationToken)
    {
        var known = before.Problems(memberBefore, cancellationToken).GroupBy(d => d.Id).ToDictionary(g => g.Key, g => g.Count());
        return Problems(member, cancellationToken).GroupBy(d => d.Id).Any(g => !known.TryGetValue(g.Key, out var count) || g.Count() > count);
    }

    /// <summary>The reference is reported.</summary>
    public async Task<bool> IsReportedAsync(SyntaxNode reference, string code, CancellationToken cancellationToken)
        => (await AnalyzeAsync(MemberOf(reference), cancellationToken).ConfigureAwait(false)).Any(diagnostic =>
            diagnostic.Id == RuleIdentifiers.UnroutedReference
                ? reference.Span.Contains(diagnostic.Location.SourceSpan) && diagnostic.Properties[UnroutedReferenceAnalyzer.CodeProperty] == code
                : IsFailure(diagnostic));

    /// <summary>Something that a fix put into the member is reported.</summary>
    public async Task<bool> IsInsertionReportedAsync(SyntaxNode member, CancellationToken cancellationToken)
    {
        var inserted = member.GetAnnotatedNodes(PlanWriter.Inserted).Select(node => node.Span).ToList();
        return (await AnalyzeAsync(member, cancellationToken).ConfigureAwait(false)).Any(diagnostic =>
            IsFailure(diagnostic) || (diagnostic.Id == RuleIdentifiers.UnroutedReference && inserted.Any(span => span.Contains(diagnostic.Location.SourceSpan))));
    }

    // An analysis that failed (AD0001) shows nothing.
    private bool IsFailure(Diagnostic diagnostic) => !_analyzer.SupportedDiagnostics.Any(rule => rule.Id == diagnostic.Id);

    private IEnumerable<Diagnostic> Problems(SyntaxNode member, CancellationToken cancellationToken)
        => Model.GetDiagnostics(member.Span, cancellationToken).Where(d => d is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false });

    private Task<ImmutableArray<Diagnostic>> AnalyzeAsync(SyntaxNode member, CancellationToken cancellationToken)
    {
        _analysis ??= Compilation.WithAnalyzers(
            ImmutableArray.Create<DiagnosticAnalyzer>(_analyzer),
            new CompilationWithAnalyzersOptions(_options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        return _analysis.GetAnalyzerSemanticDiagnosticsAsync(Model, member.FullSpan, cancellationToken);
    }
}
