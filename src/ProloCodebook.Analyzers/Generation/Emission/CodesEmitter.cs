namespace ProloCodebook.Generation.Emission;

/// <summary>Codes: the guarded codes as values that know what they are.</summary>
internal static class CodesEmitter
{
    public static string Emit(Target target, Codebook codebook) => target.File(writer =>
    {
        writer.Summary("The codes that the policies guard.");
        writer.Write(target.GeneratedType);
        using (writer.Begin($"{target.Access} static class Codes"))
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
                writer.Write($"public static ProcedureCode {code.Name} {{ get {{ return new ProcedureCode({Literal.Of(code.Code.Value)}, {Literal.Of(code.Number)}); }} }}");
            }
        }
    });
}
