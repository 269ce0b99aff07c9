namespace ProloCodebook.Generation.Emission;

/// <summary>What each guarded code has, as a method from the code's number. A large codebook keeps it in arrays: a compiler takes many times as long for a case a code.</summary>
internal static class CodeColumn
{
    /// <summary>A method from a code's number to a text; empty for other numbers.</summary>
    public static void WriteTexts(SourceWriter writer, Target target, Codebook codebook, string modifiers, string name, Func<CodeEntry, string> text)
    {
        if (codebook.Buckets is null)
        {
            new ChunkedSwitch(modifiers, "string", name).Write(writer, codebook.ByNumber.Select(code => (code.Number, Literal.Of(text(code)))), "\"\"");
        }
        else
        {
            new ChunkedTexts(modifiers, name).Write(writer, target, [.. codebook.ByNumber.Select(text)]);
        }
    }

    /// <summary>A method from a code's number to a member of an enum; <paramref name="fallback"/> for other numbers.</summary>
    /// <param name="words">The members of the enum.</param>
    /// <param name="member">Of a code.</param>
    public static void WriteMembers(
        SourceWriter writer, Codebook codebook, string modifiers, string type, string name, IReadOnlyList<(string Name, string Summary)> words, Func<CodeEntry, string> member, string fallback)
    {
        var others = codebook.ByNumber.Where(code => member(code) != fallback).ToList();
        if (codebook.Buckets is null || others.Count == 0)
        {
            new ChunkedSwitch(modifiers, type, name).Write(writer, others.Select(code => (code.Number, $"{type}.{member(code)}")), $"{type}.{fallback}");
            return;
        }

        var values = words.Select((word, value) => (word.Name, value)).ToDictionary(item => item.Name, item => item.value, StringComparer.Ordinal);
        writer.Write("// By the code's number.");
        WriteArray(writer, "byte", type + "s", codebook.ByNumber.Select(code => Literal.Of(values.TryGetValue(member(code), out var value) ? value : 0)));
        writer.Line();
        using (writer.Begin($"{modifiers} {type} {name}(int number)"))
        {
            writer.Write($"return number < 0 ? {type}.{fallback} : ({type}){type}s[number];");
        }
    }

    /// <summary>An array of numbers, which costs the compiler and the runtime next to nothing.</summary>
    public static void WriteArray(SourceWriter writer, string type, string name, IEnumerable<string> items)
    {
        writer.Write($"private static readonly {type}[] {name} = new {type}[]");
        writer.Write("{");
        using (writer.Indent())
        {
            var line = new List<string>(16);
            foreach (var item in items)
            {
                line.Add(item);
                if (line.Count == 16)
                {
                    writer.Write(string.Join(", ", line) + ",");
                    line.Clear();
                }
            }

            if (line.Count > 0)
            {
                writer.Write(string.Join(", ", line) + ",");
            }
        }

        writer.Write("};");
    }
}
