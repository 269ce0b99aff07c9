using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>A policy file or a source text, as the compiler hands it over; a null text is a file that cannot be read.</summary>
internal sealed class AdditionalFile(string path, string? text, string? kind) : AdditionalText
{
    private readonly SourceText? _text = text is null ? null : SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public string? Kind => kind;

    public static AdditionalFile Policy(string path, string? text) => new(path, text, "policy");

    public static AdditionalFile Source(string path, string text) => new(path, text, "source");

    /// <summary>The packaged policy with its source text.</summary>
    public static AdditionalFile[] Prolotherapy() =>
    [
        Policy("/policies/prolotherapy.yaml", TestPolicies.ProlotherapyYaml),
        Source("/policies/prolotherapy.txt", TestPolicies.ProlotherapySource),
    ];

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>The options that MSBuild hands to the compiler.</summary>
internal sealed class BuildOptions(ImmutableDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

    public static BuildOptions None { get; } = Of();

    public static BuildOptions Of(params (string Property, string Value)[] properties)
        => new(properties.ToImmutableDictionary(pair => "build_property." + pair.Property, pair => pair.Value, AnalyzerConfigOptions.KeyComparer));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        => textFile is AdditionalFile { Kind: { } kind }
            ? new Values(ImmutableDictionary.Create<string, string>(AnalyzerConfigOptions.KeyComparer).Add("build_metadata.AdditionalFiles.ProloCodebookKind", kind))
            : GlobalOptions;

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
