namespace ProloCodebook.Generation.Emission;

/// <summary>Codes: the guarded codes as values that know what they are.</summary>
internal static class CodesEmitter
{
    // No reference may be null here, and without looking for them a compiler is done sooner; so it is with expressions for bodies.
    public static string Emit(Target target, Codebook codebook) => (target with { IsNullable = false }).File(writer =>
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
                writer.Write($"public static ProcedureCode {code.Name} => new ProcedureCode({Literal.Of(code.Code.Value)}, {Literal.Of(code.Number)});");
            }
        }
    });
}
