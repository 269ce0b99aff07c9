namespace ProloCodebook.Generation.Emission;

/// <summary>A method from a number to something, as switches of bounded size: a method of 50,000 cases would take the first call a long time to compile.</summary>
internal static class ChunkedSwitch
{
    private const int ChunkSize = 256;

    /// <param name="writer">Writes the method, and private ones that it calls.</param>
    /// <param name="signature">Up to the name: <c>internal static string</c>.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="parameters">Besides the number, with a leading comma: <c>, Payer payer</c>.</param>
    /// <param name="arguments">The same handed on: <c>, payer</c>.</param>
    /// <param name="results">An expression per number; null where the fallback holds.</param>
    /// <param name="fallback">The expression for all other numbers.</param>
    public static void Write(
        SourceWriter writer, string signature, string name, string parameters, string arguments, IReadOnlyList<string?> results, string fallback)
    {
        if (results.Count <= ChunkSize)
        {
            WriteSwitch(writer, $"{signature} {name}(int number{parameters})", "number", Cases(results, 0), fallback);
            return;
        }

        var chunks = (results.Count + ChunkSize - 1) / ChunkSize;
        var calls = Enumerable.Range(0, chunks).Select(chunk => (chunk, $"{name}{Literal.Of(chunk)}(number{arguments})"));
        WriteSwitch(writer, $"{signature} {name}(int number{parameters})", $"number / {Literal.Of(ChunkSize)}", calls, fallback);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            writer.Line();
            WriteSwitch(
                writer,
                $"private static {signature.Split(' ').Last()} {name}{Literal.Of(chunk)}(int number{parameters})",
                "number",
                Cases([.. results.Skip(chunk * ChunkSize).Take(ChunkSize)], chunk * ChunkSize),
                fallback);
        }
    }

    private static IEnumerable<(int Number, string Result)> Cases(IReadOnlyList<string?> results, int first)
    {
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] is { } result)
            {
                yield return (first + i, result);
            }
        }
    }

    private static void WriteSwitch(SourceWriter writer, string header, string value, IEnumerable<(int Number, string Result)> cases, string fallback)
    {
        using (writer.Begin(header))
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
