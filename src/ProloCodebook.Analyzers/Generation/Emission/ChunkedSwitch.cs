namespace ProloCodebook.Generation.Emission;

/// <summary>A method from a number to something, as switches of bounded size: a method of 50,000 cases would take the first call a long time to compile.</summary>
/// <param name="modifiers">Up to the return type: <c>internal static</c>.</param>
/// <param name="type">The return type.</param>
/// <param name="name">The method's name.</param>
/// <param name="parameters">Besides the number, with a leading comma: <c>, Payer payer</c>.</param>
/// <param name="arguments">The same handed on: <c>, payer</c>.</param>
internal sealed class ChunkedSwitch(string modifiers, string type, string name, string parameters = "", string arguments = "")
{
    private const int ChunkSize = 256;

    /// <summary>Writes the method, and private ones that it calls.</summary>
    /// <param name="results">An expression per number, in ascending order of the numbers.</param>
    /// <param name="fallback">The expression for all other numbers.</param>
    public void Write(SourceWriter writer, IEnumerable<(int Number, string Result)> results, string fallback)
    {
        var all = results.ToList();
        if (all.Count <= ChunkSize)
        {
            WriteSwitch(writer, modifiers, name, "number", all, fallback);
            return;
        }

        var chunks = all.GroupBy(item => item.Number / ChunkSize).ToList();
        WriteSwitch(
            writer,
            modifiers,
            name,
            $"number / {Literal.Of(ChunkSize)}",
            chunks.Select(chunk => (chunk.Key, $"{name}{Literal.Of(chunk.Key)}(number{arguments})")),
            fallback);
        foreach (var chunk in chunks)
        {
            writer.Line();
            WriteSwitch(writer, "private static", name + Literal.Of(chunk.Key), "number", chunk, fallback);
        }
    }

    private void WriteSwitch(SourceWriter writer, string access, string method, string value, IEnumerable<(int Number, string Result)> cases, string fallback)
    {
        using (writer.Begin($"{access} {type} {method}(int number{parameters})"))
        using (writer.Begin($"switch ({value})"))
        {
            foreach (var (number, result) in cases)
            {
                writer.Write($"case {Literal.Of(number)}:");
                writer.Write($"    return {result};");
            }

            writer.Write("default:");
            writer.Write($"    return {fallback};");
        }
    }
}
