using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.CompilerHost;

/// <summary>What the package's targets tell the compiler about the two additional files.</summary>
internal sealed class PolicyFileOptions(string policyFile, string sourceTextFile) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        => textFile.Path == policyFile ? new Options("policy") : textFile.Path == sourceTextFile ? new Options("source") : GlobalOptions;

    private sealed class Options(string? kind) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_metadata.AdditionalFiles.ProloCodebookKind" ? kind : null;
            return value is not null;
        }
    }
}

internal sealed class FileText(string path) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
}
