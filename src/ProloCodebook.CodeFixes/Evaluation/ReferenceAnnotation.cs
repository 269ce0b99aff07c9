using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ProloCodebook.CodeFixes.Evaluation;

/// <summary>Marks that follow a reported expression, what later stands in its place, and where its value gets away, through the edits of their tree.</summary>
internal static class ReferenceAnnotation
{
    /// <summary>The kind of the marks on references.</summary>
    public const string Kind = "ProloCodebook.Reference";

    private const string SinkKind = "ProloCodebook.Sink";

    public static SyntaxAnnotation Create(int number) => new(Kind, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>On where its value gets away.</summary>
    public static SyntaxAnnotation CreateSink(int number) => new(SinkKind, number.ToString(CultureInfo.InvariantCulture));
}
