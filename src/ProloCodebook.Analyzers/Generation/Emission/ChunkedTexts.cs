namespace ProloCodebook.Generation.Emission;

/// <summary>A method from a number to one of very many texts, as arrays of bounded size.</summary>
/// <remarks>A compiler takes twenty times as long for a switch that returns each text. Each array is a class of its own, so that only what is asked for is made.</remarks>
/// <param name="modifiers">Up to the return type: <c>internal static</c>.</param>
/// <param name="name">The method's name; those of the classes begin with it.</param>
internal sealed class ChunkedTexts(string modifiers, string name)
{
    // A power of two: the chunk is told by a shift, which leaves a negative number negative.
    private const int Bits = 8;
    private const int ChunkSize = 1 << Bits;

    /// <summary>Writes the method, and the classes that it reads.</summary>
    /// <param name="texts">By number.</param>
    public void Write(SourceWriter writer, Target target, IReadOnlyList<string> texts)
    {
        var chunks = (texts.Count + ChunkSize - 1) / ChunkSize;
        using (writer.Begin($"{modifiers} string {name}(int number)"))
        using (writer.Begin($"switch (number >> {Literal.Of(Bits)})"))
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                writer.Write($"case {Literal.Of(chunk)}:");
                writer.Write($"    return {name}{Literal.Of(chunk)}.Texts[number & {Literal.Of(ChunkSize - 1)}];");
            }

            writer.Write("default:");
            writer.Write("    return \"\";");
        }

        for (var chunk = 0; chunk < chunks; chunk++)
        {
            writer.Line();
            writer.Write(target.GeneratedType);
            using (writer.Begin($"private static class {name}{Literal.Of(chunk)}"))
            {
                writer.Write("internal static readonly string[] Texts = new string[]");
                writer.Write("{");
                using (writer.Indent())
                {
                    foreach (var text in texts.Skip(chunk * ChunkSize).Take(ChunkSize))
                    {
                        writer.Write(Literal.Of(text) + ",");
                    }
                }

                writer.Write("};");
            }
        }
    }
}
