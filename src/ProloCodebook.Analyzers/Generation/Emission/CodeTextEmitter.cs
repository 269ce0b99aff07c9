namespace ProloCodebook.Generation.Emission;

/// <summary>CodeText: the guarded codes as constants.</summary>
internal static class CodeTextEmitter
{
    public static string Emit(Target target, Codebook codebook) => target.File(writer =>
    {
        writer.Summary("The codes that the policies guard, as they stand on a claim.");
        writer.Write(target.GeneratedType);
        using (writer.Begin($"{target.Access} static class CodeText"))
        {
            for (var number = 0; number < codebook.Codes.Count; number++)
            {
                var code = codebook.Codes[number];
                if (number > 0)
                {
                    writer.Line();
                }

                writer.Summary(XmlDoc.Sentence($"{code.Code.System} {code.Code.Value}: {code.Code.Description}"));
                writer.Quotes(code.Quotes);
                writer.Write($"public const string {code.Name} = {Literal.Of(code.Code.Value)};");
            }
        }
    });
}
