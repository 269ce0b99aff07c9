using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Generation;
using ProloCodebook.Policy;

namespace ProloCodebook.References;

/// <summary>The codes that the policy files of a compilation guard.</summary>
internal static class GuardedCodes
{
    // One provider for all analyzers: the compiler keeps its value for as long as the text lives, so that an editor does not
    // read the policy again on each key stroke. The codes do not depend on the texts that the policy quotes.
    private static readonly SourceTextValueProvider<IReadOnlyList<GuardedCode>> CodesOfText = new(text => Read(text, CancellationToken.None));

    /// <summary>Ordered by code; each code once, whatever number of policies lists it.</summary>
#pragma warning disable RS1012 // The caller registers the actions; this only reads.
    public static IReadOnlyList<GuardedCode> Get(CompilationStartAnalysisContext context)
#pragma warning restore RS1012
        => Merge(
            PolicyFiles.Policies(context.Options),
            text => context.TryGetValue(text, CodesOfText, out var codes) ? codes : [],
            context.CancellationToken);

    /// <summary>The same without the compiler's cache, for code fixes.</summary>
    public static IReadOnlyList<GuardedCode> Get(AnalyzerOptions options, CancellationToken cancellationToken)
        => Merge(PolicyFiles.Policies(options), text => Read(text, cancellationToken), cancellationToken);

    private static IReadOnlyList<GuardedCode> Merge(
        IEnumerable<AdditionalText> files, Func<SourceText, IReadOnlyList<GuardedCode>> codesOf, CancellationToken cancellationToken)
    {
        var merged = new SortedDictionary<string, GuardedCode>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.GetText(cancellationToken) is not { } text)
            {
                continue;
            }

            foreach (var code in codesOf(text))
            {
                if (!merged.ContainsKey(code.Value))
                {
                    merged.Add(code.Value, code);
                }
            }
        }

        return [.. merged.Values];
    }

    private static IReadOnlyList<GuardedCode> Read(SourceText text, CancellationToken cancellationToken)
        => PolicyReader.Read(text.ToString(), [], cancellationToken).Policy is { } policy
            ? [.. policy.Codes.Select(code => new GuardedCode(code.Value, code.Description, ConstantNames.For(code.System, code.Value)))]
            : [];
}
