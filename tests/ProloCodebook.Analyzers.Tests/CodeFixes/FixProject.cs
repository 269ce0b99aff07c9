using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.References;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>A test project in a workspace, so that code fixes can be asked what they offer, and applied.</summary>
internal sealed class FixProject : IDisposable
{
    private static readonly GuardedCode[] s_codes =
    [
        new("20999", "Unlisted procedure, musculoskeletal system, general", "Cpt20999"),
        new("M0076", "Prolotherapy", "HcpcsM0076"),
    ];

    private readonly AdhocWorkspace _workspace = new();
    private readonly DocumentId _id;
    private readonly TestProject _project;

    public FixProject(TestProject project)
    {
        _project = project;
        var compilation = project.Compile();
        var projectId = ProjectId.CreateNewId();
        var solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                projectId, VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
                compilationOptions: compilation.Options,
                parseOptions: compilation.SyntaxTrees.First().Options,
                metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(projectId), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        }

        Solution = solution;
        _id = solution.Projects.Single().Documents.Single(d => d.Name == TestProject.SourceFileName).Id;
    }

    public Solution Solution { get; private set; }

    public Document Document => Solution.GetDocument(_id)!;

    public async Task<string> TextAsync() => (await Document.GetTextAsync()).ToString().ReplaceLineEndings("\n");

    public async Task<IReadOnlyList<Diagnostic>> ReportedAsync(string id)
    {
        var compilation = (await Document.Project.GetCompilationAsync())!;
        return [.. (await _project.AnalyzeAsync(compilation, new UnroutedReferenceAnalyzer(s_codes)))
            .Where(d => d.Id == id && d.Location.SourceTree?.FilePath == Document.FilePath)];
    }

    public async Task<IReadOnlyList<CodeAction>> OfferedAsync(CodeFixProvider provider, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    /// <summary>Does what the action does, and makes sure that the result compiles.</summary>
    public async Task ApplyAsync(CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        Solution = operation.ChangedSolution;
        var compilation = (await Document.Project.GetCompilationAsync())!;
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors) + "\n" + await TextAsync());
    }

    /// <summary>Fixes everything in the solution as an editor's "Fix all" does.</summary>
    public async Task FixAllAsync(CodeFixProvider provider, string id, string key)
    {
        var context = new FixAllContext(Document, provider, FixAllScope.Solution, key, [id], new Diagnostics(this), CancellationToken.None);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(action);
        await ApplyAsync(action);
    }

    public void Dispose() => _workspace.Dispose();

    private sealed class Diagnostics(FixProject project) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project _, CancellationToken cancellationToken)
            => [.. await project.ReportedAsync(RuleIdentifiers.UnroutedReference), .. await project.ReportedAsync(RuleIdentifiers.LiteralInsteadOfConstant)];

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => document.Id == project._id ? await GetAllDiagnosticsAsync(document.Project, cancellationToken) : [];

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project _, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
