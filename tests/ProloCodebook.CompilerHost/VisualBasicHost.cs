using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.VisualBasic;

namespace ProloCodebook.CompilerHost;

/// <summary>Does with a Visual Basic file what its compiler does. There is no generator and no fix.</summary>
public static class VisualBasicHost
{
    /// <returns>The compiler's version; then one line for each diagnostic.</returns>
    public static string[] Run(string[] analyzerFiles, string[] referenceFiles, string source, string policyFile, string sourceTextFile)
    {
        var loader = AssemblyLoadContext.GetLoadContext(typeof(VisualBasicHost).Assembly)!;
        List<Type> types = analyzerFiles.SelectMany(file => loader.LoadFromAssemblyPath(file).GetTypes()).Where(t => !t.IsAbstract).ToList();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. Host.Instances<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(types)];
        var compilation = VisualBasicCompilation.Create(
            "Clinic",
            [VisualBasicSyntaxTree.ParseText(source, path: "Claims.vb")],
            referenceFiles.Select(file => MetadataReference.CreateFromFile(file)),
            new VisualBasicCompilationOptions(OutputKind.DynamicallyLinkedLibrary, embedVbCoreRuntime: true));
        var options = new AnalyzerOptions([new FileText(policyFile), new FileText(sourceTextFile)], new PolicyFileOptions(policyFile, sourceTextFile));
        ImmutableArray<Diagnostic> analyzed = compilation
            .WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().Result;
        return
        [
            typeof(Compilation).Assembly.GetName().Version!.ToString(3),
            .. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Concat(analyzed.OrderBy(d => d.Location.SourceSpan)).Select(Host.Line),
        ];
    }
}
