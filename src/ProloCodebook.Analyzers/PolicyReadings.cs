using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Policy;

namespace ProloCodebook;

/// <summary>
/// The policy files as read. The generator and each analyzer ask for the same texts, in an editor at every key stroke;
/// what is remembered here is remembered by the text's identity, for as long as the compiler holds the text, and changes no answer.
/// </summary>
internal static class PolicyReadings
{
    private static readonly ConditionalWeakTable<SourceText, StrongBox<Known>> s_known = new();

    /// <summary>The policy files of a compilation by path, each with its reading.</summary>
    public static IReadOnlyList<(AdditionalText File, PolicyReading Reading)> Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var files = PolicyFiles.Policies(options).ToList();
        if (files.Count == 0)
        {
            return [];
        }

        var sources = new SourceTexts(options.AdditionalFiles
            .Where(file => PolicyFiles.IsSource(file, options.AnalyzerConfigOptionsProvider))
            .Select(file => (file.Path, Text: file.GetText(cancellationToken)!))
            .Where(file => file.Text is not null));
        return [.. files.Select(file => (file, Read(file.GetText(cancellationToken), file.Path, sources, cancellationToken)))];
    }

    /// <summary>The reading of one policy file; <paramref name="text"/> is null for one that cannot be read.</summary>
    public static PolicyReading Read(SourceText? text, string path, SourceTexts sources, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return PolicyReader.Read(null, [], cancellationToken);
        }

        if (s_known.TryGetValue(text, out var box) && box.Value is { } known && known.Path == path && known.Sources.IsSame(sources))
        {
            return known.Reading;
        }

        var reading = PolicyReader.Read(text.ToString(), path, sources.Texts, cancellationToken);
        s_known.GetOrCreateValue(text).Value = new Known(path, sources, reading);
        return reading;
    }

    private sealed record Known(string Path, SourceTexts Sources, PolicyReading Reading);
}
