using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Tests.Harness;

/// <summary>Options as the compiler reads them: an .editorconfig for the trees, MSBuild's properties and item metadata for everything.</summary>
internal sealed class EditorConfigOptions : AnalyzerConfigOptionsProvider
{
    public const string Directory = "/project/";

    private readonly AnalyzerConfigSet _set;
    private readonly Func<string, ImmutableDictionary<string, string>> _metadataOf;

    /// <param name="editorConfig">The text of the .editorconfig, or only what would stand under <c>[*.cs]</c>.</param>
    /// <param name="buildProperties"><c>ProloCodebookNamespace</c>, … without the prefix.</param>
    public EditorConfigOptions(
        string editorConfig,
        IReadOnlyDictionary<string, string> buildProperties,
        Func<string, ImmutableDictionary<string, string>>? metadataOf = null)
    {
        var text = editorConfig.Contains('[') ? editorConfig : "[*.cs]\n" + editorConfig;
        var global = "is_global = true\n" + string.Concat(buildProperties.Select(p => $"build_property.{p.Key} = {p.Value}\n"));
        _set = AnalyzerConfigSet.Create(
            ImmutableArray.Create(AnalyzerConfig.Parse("root = true\n" + text, Directory + ".editorconfig"), AnalyzerConfig.Parse(global, Directory + "build.globalconfig")));
        _metadataOf = metadataOf ?? (_ => ImmutableDictionary<string, string>.Empty);
    }

    public override AnalyzerConfigOptions GlobalOptions => new Options(_set.GlobalConfigOptions.AnalyzerOptions);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree)
        => new Options(_set.GlobalConfigOptions.AnalyzerOptions.SetItems(_set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions));

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        => new Options(_set.GlobalConfigOptions.AnalyzerOptions.SetItems(_metadataOf(textFile.Path)));

    /// <summary>The severities that the .editorconfig sets, for <see cref="CompilationOptions.SyntaxTreeOptionsProvider"/>.</summary>
    public SyntaxTreeOptionsProvider Severities => new TreeOptions(_set);

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        private readonly ImmutableDictionary<string, string> _values = values.WithComparers(KeyComparer);

        public override IEnumerable<string> Keys => _values.Keys;

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            => _values.TryGetValue(key, out value);
    }

    private sealed class TreeOptions(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken)
            => set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value)
                ? (value == "true" ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated)
                : GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
