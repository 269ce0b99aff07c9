namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable.CodeTable: from a code as written to its number, in constant time and without making strings.</summary>
internal static class CodeTableEmitter
{
    // So many codes make a switch that is faster than a table and still compiled at once.
    private const int LargestSwitch = 32;

    public static string Emit(Target target, Codebook codebook) => target.TablePart(writer =>
    {
        writer.Summary("The guarded codes, numbered.");
        writer.Write(target.GeneratedType);
        using (writer.Begin("internal static class CodeTable"))
        {
            if (codebook.Codes.Count <= LargestSwitch)
            {
                WriteSwitch(writer, target, codebook.Codes);
            }
            else
            {
                WriteHashTable(writer, target, codebook.Codes);
            }

            writer.Line();
            ChunkedSwitch.Write(writer, "internal static string", "Value", "", "", [.. codebook.Codes.Select(code => Literal.Of(code.Code.Value))], "\"\"");
            writer.Line();
            ChunkedSwitch.Write(
                writer, "internal static string", "Description", "", "", [.. codebook.Codes.Select(code => Literal.Of(code.Code.Description))], "\"\"");
            writer.Line();
            WriteSystem(writer, codebook.Codes);
        }
    });

    private static void WriteSwitch(SourceWriter writer, Target target, IReadOnlyList<CodeEntry> codes)
    {
        writer.Summary("The number of the code that <paramref name=\"text\"/> is; negative where it is no guarded code.");
        using (writer.Begin($"internal static int Find(string{target.Q} text)"))
        {
            if (codes.Count > 0)
            {
                // Most texts are the bare code.
                using (writer.Begin("switch (text)"))
                {
                    for (var number = 0; number < codes.Count; number++)
                    {
                        writer.Write($"case {Literal.Of(codes[number].Code.Value)}:");
                        writer.Write($"    return {Literal.Of(number)};");
                    }
                }

                writer.Line();
            }

            writer.Write("""
                int start;
                int length;
                if (!CodeSyntax.TryFind(text, out start, out length) || text == null)
                {
                    return -1;
                }

                """);
            using (writer.Begin("switch (CodeSyntax.Pack(text, start, length))"))
            {
                for (var number = 0; number < codes.Count; number++)
                {
                    writer.Write($"case {Key(codes[number])}: // {codes[number].Code.Value}");
                    writer.Write($"    return {Literal.Of(number)};");
                }

                writer.Write("default:");
                writer.Write("    return -1;");
            }
        }
    }

    private static void WriteHashTable(SourceWriter writer, Target target, IReadOnlyList<CodeEntry> codes)
    {
        // Two to four codes in a bucket on average: short chains, and a table not much longer than the codes.
        var bits = 4;
        while ((1 << (bits + 2)) < codes.Count)
        {
            bits++;
        }

        var buckets = codes
            .Select((code, number) => (Key: PackedKey(code), Number: number))
            .GroupBy(item => (int)(unchecked(item.Key * Multiplier) >> (64 - bits)))
            .ToDictionary(bucket => bucket.Key, bucket => bucket.OrderBy(item => item.Key).ToList());
        var order = new List<(ulong Key, int Number)>(codes.Count);
        var starts = new List<string>((1 << bits) + 1);
        for (var bucket = 0; bucket < 1 << bits; bucket++)
        {
            starts.Add(Literal.Of(order.Count));
            if (buckets.TryGetValue(bucket, out var items))
            {
                order.AddRange(items);
            }
        }

        starts.Add(Literal.Of(order.Count));
        writer.Write("// A hash table: a code's key gives its bucket; Starts says where the bucket lies in Keys and Numbers.");
        WriteArray(writer, "ulong", "Keys", order.Select(item => Literal.Of(item.Key)));
        writer.Line();
        WriteArray(writer, "int", "Numbers", order.Select(item => Literal.Of(item.Number)));
        writer.Line();
        WriteArray(writer, "int", "Starts", starts);
        writer.Line();
        writer.Summary("The number of the code that <paramref name=\"text\"/> is; negative where it is no guarded code.");
        writer.Write($$"""
            internal static int Find(string{{target.Q}} text)
            {
                int start;
                int length;
                if (!CodeSyntax.TryFind(text, out start, out length) || text == null)
                {
                    return -1;
                }

                ulong key = CodeSyntax.Pack(text, start, length);
                int bucket = (int)(unchecked(key * {{Literal.Of(Multiplier)}}) >> {{Literal.Of(64 - bits)}});
                int end = Starts[bucket + 1];
                for (int i = Starts[bucket]; i < end; i++)
                {
                    if (Keys[i] == key)
                    {
                        return Numbers[i];
                    }
                }

                return -1;
            }
            """);
    }

    private static void WriteSystem(SourceWriter writer, IReadOnlyList<CodeEntry> codes)
    {
        // The form tells the system, so only a code whose policy says otherwise needs a case.
        var members = codes.Select(code => "CodeSystem." + ConstantNames.System(code.Code.System)).ToList();
        var most = members.GroupBy(member => member).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "CodeSystem.Unknown";
        ChunkedSwitch.Write(
            writer, "internal static CodeSystem", "System", "", "", [.. members.Select(member => member == most ? null : member)], most);
    }

    private static void WriteArray(SourceWriter writer, string type, string name, IEnumerable<string> items)
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

    // Knuth's: 2^64 divided by the golden ratio spreads keys that differ little.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static ulong PackedKey(CodeEntry code) => CodeKey.TryPack(code.Code.Value, out var key) ? key : 0;

    private static string Key(CodeEntry code) => Literal.Of(PackedKey(code));
}
