using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProloCodebook.Benchmarks.Hosting;

/// <summary>An additional file in memory. <paramref name="kind"/> is <c>policy</c>, <c>source</c>, or null for one that is not ours.</summary>
internal sealed class HostFile(string path, string text, string? kind) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public string? Kind => kind;

    /// <summary>The policy that the package carries, and its source text.</summary>
    public static ImmutableArray<AdditionalText> Prolotherapy { get; } = ReadProlotherapy();

    /// <summary>The same as new objects: what is read of a text is remembered with it.</summary>
    public static ImmutableArray<AdditionalText> ReadProlotherapy() => [ReadPackaged("prolotherapy.yaml", "policy"), ReadPackaged("prolotherapy.txt", "source")];

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    private static HostFile ReadPackaged(string name, string kind) => new("/policy/" + name, File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "policy", name)), kind);
}
