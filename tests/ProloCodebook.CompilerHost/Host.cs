using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.CompilerHost;

/// <summary>
/// Does with a source file what a compiler and an editor do: generate, compile, analyze, fix. Only texts go in and come out, since
/// every compiler version has types of its own.
/// </summary>
public static class Host
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp7_3);

    /// <returns>The compiler's version; then one line for each diagnostic; then, for each fix, its title and the fixed source.</returns>
    public static string[] Run(string[] analyzerFiles, string[] referenceFiles, string source, string policyFile, string sourceTextFile)
    {
        var loader = AssemblyLoadContext.GetLoadContext(typeof(Host).Assembly)!;
        List<Type> types = analyzerFiles.SelectMany(file => loader.LoadFromAssemblyPath(file).GetTypes()).Where(t => !t.IsAbstract).ToList();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. Instances<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(types)];
        ImmutableArray<ISourceGenerator> generators = [.. Instances<IIncrementalGenerator, GeneratorAttribute>(types).Select(g => g.AsSourceGenerator())];
        ImmutableArray<CodeFixProvider> fixes = [.. Instances<CodeFixProvider, ExportCodeFixProviderAttribute>(types)];

        var options = new PolicyFileOptions(policyFile, sourceTextFile);
        ImmutableArray<AdditionalText> files = [new FileText(policyFile), new FileText(sourceTextFile)];
        Document document = CreateDocument(referenceFiles, source);
        Compilation compilation = document.Project.GetCompilationAsync().Result!;

        // Generated trees become documents, so that a fix sees what the user's code sees.
        GeneratorDriverRunResult generated = CSharpGeneratorDriver.Create(generators, files, s_parseOptions, options)
            .RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> generatorDiagnostics)
            .GetRunResult();
        Project project = document.Project;
        foreach (SyntaxTree tree in generated.GeneratedTrees)
        {
            project = project.AddDocument(Path.GetFileName(tree.FilePath), tree.GetRoot(), filePath: tree.FilePath).Project;
        }

        document = project.GetDocument(document.Id)!;
        compilation = project.GetCompilationAsync().Result!;
        ImmutableArray<Diagnostic> analyzed = compilation
            .WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions(files, options), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().Result;

        List<string> report =
        [
            typeof(Compilation).Assembly.GetName().Version!.ToString(3),
            .. generatorDiagnostics.Select(Line),
            .. generated.Results.Where(r => r.Exception is not null).Select(r => r.Exception!.ToString()),
            .. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(Line).Order(StringComparer.Ordinal),
            .. analyzed.OrderBy(d => d.Location.SourceSpan).Select(Line),
        ];
        foreach (Diagnostic diagnostic in analyzed.Where(d => d.Location.IsInSource).OrderBy(d => d.Location.SourceSpan))
        {
            if (FirstFix(fixes, document, diagnostic) is { } fix)
            {
                report.Add($"{diagnostic.Id}: {fix.Title}");
                report.Add(Apply(fix, document));
            }
        }

        return [.. report];
    }

    private static Document CreateDocument(string[] referenceFiles, string source)
    {
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Clinic", "Clinic", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: s_parseOptions,
            metadataReferences: referenceFiles.Select(file => MetadataReference.CreateFromFile(file))));
        return project.AddDocument("Claims.cs", source, filePath: "Claims.cs");
    }

    private static CodeAction? FirstFix(ImmutableArray<CodeFixProvider> fixes, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        foreach (CodeFixProvider provider in fixes.Where(f => f.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            provider.RegisterCodeFixesAsync(context).Wait();
        }

        return actions.FirstOrDefault();
    }

    private static string Apply(CodeAction fix, Document document)
    {
        ApplyChangesOperation changes = fix.GetOperationsAsync(CancellationToken.None).Result.OfType<ApplyChangesOperation>().Single();
        return changes.ChangedSolution.GetDocument(document.Id)!.GetTextAsync().Result.ToString();
    }

    internal static IEnumerable<T> Instances<T, TAttribute>(IEnumerable<Type> types)
        where TAttribute : Attribute
        => types
            .Where(t => typeof(T).IsAssignableFrom(t) && t.GetCustomAttribute<TAttribute>() is not null)
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (T)Activator.CreateInstance(t)!);

    internal static string Line(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        return $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {diagnostic.Severity} {diagnostic.Id}";
    }
}
