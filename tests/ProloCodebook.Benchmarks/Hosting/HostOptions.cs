using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>What an .editorconfig, MSBuild's properties and the metadata of additional files would say: the same for every source file.</summary>
internal sealed class HostOptions : AnalyzerConfigOptionsProvider
{
    public static HostOptions Instance { get; } = new();

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(ImmutableDictionary<string, string>.Empty);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        => textFile is HostFile { Kind: { } kind }
            ? new Options(ImmutableDictionary.Create<string, string>(AnalyzerConfigOptions.KeyComparer).Add("build_metadata.AdditionalFiles.ProloCodebookKind", kind))
            : GlobalOptions;

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
