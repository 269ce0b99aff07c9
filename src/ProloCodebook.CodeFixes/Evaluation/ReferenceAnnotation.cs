using Microsoft.CodeAnalysis;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>Follows a reported expression through the edits of its tree, and what stands in its place.</summary>
internal static class ReferenceAnnotation
{
    public const string Kind = "ProloCodebook.Reference";

    public const string SinkKind = "ProloCodebook.Sink";

    /// <summary>On where its value gets away.</summary>
    public static SyntaxAnnotation CreateSink(int number) => new(SinkKind, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static SyntaxAnnotation Create(int number) => new(Kind, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
