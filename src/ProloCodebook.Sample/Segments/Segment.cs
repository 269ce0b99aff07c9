namespace ClaimScrubber.Segments;

/// <summary>One segment of an interchange. Elements are counted from 1, as the implementation guide does: SV101 is <c>segment[1]</c>.</summary>
internal sealed class Segment
{
    private readonly string[] elements;
    private readonly char componentSeparator;

    public Segment(int number, string text, Delimiters delimiters, string? damage = null)
    {
        Number = number;
        Text = text;
        Damage = damage;
        elements = text.Split(delimiters.Element);
        componentSeparator = delimiters.Component;
    }

    /// <summary>Its place in the file; the first ISA is 1.</summary>
    public int Number { get; }

    /// <summary>As it stands in the file, without the terminator; of an overlong segment, its beginning.</summary>
    public string Text { get; }

    /// <summary>Why the segment cannot be trusted; null for a well-formed one.</summary>
    public string? Damage { get; }

    public string Tag => elements[0];

    public int ElementCount => elements.Length - 1;

    /// <summary>An element, trimmed; empty where the segment ends before it.</summary>
    public string this[int position] => position < elements.Length ? elements[position].Trim() : "";

    /// <summary>A component of a composite element, trimmed; empty where the composite ends before it. SV101-2 is <c>Component(1, 2)</c>.</summary>
    public string Component(int position, int component)
    {
        var components = this[position].Split(componentSeparator);
        return component <= components.Length ? components[component - 1].Trim() : "";
    }
}
