using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;

namespace ProloCodebook.Generation;

/// <summary>PCB2028: a property of the project that says how code is generated cannot be used.</summary>
/// <remarks>An analyzer and not the generator reports it, as with the policy files. Only where code is generated at all: in C#.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratorSettingsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PolicyFileDescriptors.UnusableSetting);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Report);
    }

    private static void Report(CompilationAnalysisContext context)
    {
        // Nothing is generated from nothing.
        if (!PolicyFiles.Policies(context.Options).Any())
        {
            return;
        }

        foreach (var message in GeneratorSettings.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(PolicyFileDescriptors.UnusableSetting, Location.None, message));
        }
    }
}
