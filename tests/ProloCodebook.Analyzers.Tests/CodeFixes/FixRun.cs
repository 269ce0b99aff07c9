using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>A <see cref="TestProject"/> opened as an editor has it: documents, diagnostics, the actions that are offered, and what they make of the text.</summary>
internal sealed class FixRun
{
    private FixRun(Document document) => Document = document;

    public Document Document { get; }

    public static FixRun Open(TestProject project)
    {
        var compilation = project.CompileWithErrors();
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: compilation.Options.WithSyntaxTreeOptionsProvider(null),
            parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        }

        var global = "is_global = true\n" + string.Concat(project.BuildProperties.Select(p => $"build_property.{p.Key} = {p.Value}\n"));
        solution = solution
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", SourceText.From("root = true\n[*.cs]\n" + project.EditorConfig), filePath: EditorConfigOptions.Directory + ".editorconfig")
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), "build.globalconfig", SourceText.From(global), filePath: EditorConfigOptions.Directory + "build.globalconfig");
        return new FixRun(solution.GetProject(id)!.Documents.Single(d => d.Name == TestProject.SourceFileName));
    }

    /// <summary>After the text has become another.</summary>
    public FixRun WithText(string text) => new(Document.WithText(SourceText.From(text)));

    /// <summary>What the rule reports in the document, in the order of the source.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(params string[] ids)
    {
        var compilation = (await Document.Project.GetCompilationAsync())!;
        var analysis = compilation.WithAnalyzers(
            [new UnroutedReferenceAnalyzer(PolicyCodes.All), new IgnoredDecisionAnalyzer()],
            new CompilationWithAnalyzersOptions(Document.Project.AnalyzerOptions, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var tree = (await Document.GetSyntaxTreeAsync())!;
        var all = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        Assert.DoesNotContain(all, d => d.Id == "AD0001");
        return [.. all.Where(d => ids.Length == 0 || ids.Contains(d.Id)).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    public async Task<IReadOnlyList<CodeAction>> ActionsAsync(CodeFixProvider provider, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    public async Task<FixRun> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return new FixRun(operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(Document.Id)!);
    }

    /// <summary>Fix All in the document; itself where there is nothing to do.</summary>
    public async Task<FixRun> FixAllAsync(CodeFixProvider provider, string? key, string id)
    {
        var context = new FixAllContext(Document, provider, FixAllScope.Document, key!, [id], new Diagnostics(this), CancellationToken.None);
        return await provider.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await ApplyAsync(action) : this;
    }

    public async Task<string> TextAsync() => (await Document.GetTextAsync()).ToString();

    /// <summary>The compiler's errors, in the text as it would be saved.</summary>
    public async Task<IReadOnlyList<Diagnostic>> ErrorsAsync()
    {
        var compilation = (await Document.Project.GetCompilationAsync())!;
        var tree = (await Document.GetSyntaxTreeAsync())!;
        var saved = CSharpSyntaxTree.ParseText(await Document.GetTextAsync(), (CSharpParseOptions)tree.Options, tree.FilePath);
        return [.. compilation.ReplaceSyntaxTree(tree, saved).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    private sealed class Diagnostics(FixRun run) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => document.Id == run.Document.Id ? await run.DiagnosticsAsync() : [];

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await run.DiagnosticsAsync();

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
