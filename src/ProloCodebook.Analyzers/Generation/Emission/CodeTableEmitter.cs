namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable.CodeTable: from a code as written to its number, in constant time and without making strings.</summary>
internal static class CodeTableEmitter
{
    public static string Emit(Target target, Codebook codebook) => target.TablePart(writer =>
    {
        writer.Summary("The guarded codes, numbered.");
        writer.Write(target.GeneratedType);
        using (writer.Begin("internal static class CodeTable"))
        {
            if (codebook.Buckets is { } buckets)
            {
                WriteHashTable(writer, target, buckets);
            }
            else
            {
                WriteSwitch(writer, target, codebook.ByNumber);
            }

            writer.Line();
            WriteValue(writer, target, codebook);
            writer.Line();
            CodeColumn.WriteTexts(writer, target, codebook, "internal static", "Description", code => code.Code.Description);
            writer.Line();

            // Only the codes of the system with fewer codes need a case.
            var most = codebook.Codes.GroupBy(SystemOf).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "Unknown";
            CodeColumn.WriteMembers(writer, codebook, "internal static", "CodeSystem", "System", Vocabulary.CodeSystems, SystemOf, most);
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
                    foreach (var code in codes)
                    {
                        writer.Write($"case {Literal.Of(code.Code.Value)}:");
                        writer.Write($"    return {Literal.Of(code.Number)};");
                    }
                }

                writer.Line();
                WriteQuickMiss(writer, codes);
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
                foreach (var code in codes)
                {
                    writer.Write($"case {Literal.Of(code.Key)}: // {code.Code.Value}");
                    writer.Write($"    return {Literal.Of(code.Number)};");
                }

                writer.Write("default:");
                writer.Write("    return -1;");
            }
        }
    }

    // Nearly all codes of a claim are no business of ours, and most of those show it in their first character.
    private static void WriteQuickMiss(SourceWriter writer, IReadOnlyList<CodeEntry> codes)
    {
        var starts = codes.Select(code => code.Code.Value[0]).Append('H').SelectMany(c => new[] { c, char.ToLowerInvariant(c) }).Distinct().OrderBy(c => c);
        using (writer.Begin("if (text != null && text.Length > 0 && text[0] > ' ' && text[0] < 127)"))
        using (writer.Begin("switch (text[0])"))
        {
            foreach (var start in starts)
            {
                writer.Write($"case '{start}':");
            }

            writer.Write("""
                    break;
                default:
                    return -1;
                """);
        }
    }

    private static void WriteHashTable(SourceWriter writer, Target target, CodeBuckets buckets)
    {
        writer.Write("// A hash table: a code's key gives its bucket; Starts says where the bucket lies in Keys; the place in Keys is the number.");
        CodeColumn.WriteArray(writer, "ulong", "Keys", buckets.Keys.Select(Literal.Of));
        writer.Line();
        CodeColumn.WriteArray(writer, "int", "Starts", buckets.Starts.Select(Literal.Of));
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
                int bucket = (int)(unchecked(key * {{Literal.Of(CodeBuckets.Multiplier)}}) >> {{Literal.Of(buckets.Shift)}});
                int end = Starts[bucket + 1];
                for (int i = Starts[bucket]; i < end; i++)
                {
                    if (Keys[i] == key)
                    {
                        return i;
                    }
                }

                return -1;
            }
            """);
    }

    private static void WriteValue(SourceWriter writer, Target target, Codebook codebook)
    {
        writer.Summary("The code as it stands in the policy. It makes no string, except in a large codebook for a code that was written in another way.");
        if (codebook.Buckets is null)
        {
            new ChunkedSwitch("internal static", "string", "Value", $", string{target.Q} text")
                .Write(writer, codebook.ByNumber.Select(code => (code.Number, Literal.Of(code.Code.Value))), "CodeSyntax.Canonical(text)");
        }
        else
        {
            using (writer.Begin($"internal static string Value(int number, string{target.Q} text)"))
            {
                writer.Write("return CodeSyntax.Canonical(text);");
            }
        }
    }

    private static string SystemOf(CodeEntry code) => ConstantNames.System(code.Code.System);
}
