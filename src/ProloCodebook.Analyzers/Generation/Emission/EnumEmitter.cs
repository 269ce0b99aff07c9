namespace ProloCodebook.Generation.Emission;

/// <summary>The enums: those of the policies' own words, and the fixed ones.</summary>
internal static class EnumEmitter
{
    public static string Payer(Target target, Codebook codebook) => Emit(
        target,
        "Payer",
        "Who is billed. The policies tell these payers apart.",
        "Unknown",
        "Not known. A decision that depends on the payer asks for it (<see cref=\"Outcome.InformationNeeded\"/>).",
        codebook.Payers);

    public static string Agent(Target target, Codebook codebook) => Emit(
        target,
        "Agent",
        "A substance that the policies speak of. <see cref=\"PolicyFacts\"/> tells what they say about it.",
        "Unknown",
        "Not known. A decision that depends on it asks for it (<see cref=\"Outcome.InformationNeeded\"/>).",
        codebook.Agents,
        ("Other", "A substance that is none of these."));

    public static string Product(Target target, Codebook codebook) => Emit(
        target,
        "Product",
        "A product on the market that the policies speak of. <see cref=\"PolicyFacts\"/> tells what they say about it.",
        "Unknown",
        "Not known, or none that the policies speak of.",
        codebook.Products);

    /// <summary>An enum of fixed words, or of words that the policy language defines.</summary>
    public static string Words(Target target, string name, string summary, IReadOnlyList<(string Name, string Summary)> members) => target.File(writer =>
    {
        writer.Summary(summary);
        writer.Write(target.Generated);
        using (writer.Begin($"{target.Access} enum {name}"))
        {
            for (var value = 0; value < members.Count; value++)
            {
                if (value > 0)
                {
                    writer.Line();
                }

                writer.Summary(members[value].Summary);
                writer.Write($"{UniqueNames.Escaped(members[value].Name)} = {Literal.Of(value)},");
            }
        }
    });

    private static string Emit(Target target, string name, string summary, string zero, string zeroSummary, IReadOnlyList<Member> members, (string Name, string Summary)? last = null) => target.File(writer =>
    {
        writer.Summary(summary);
        writer.Write(target.Generated);
        using (writer.Begin($"{target.Access} enum {name}"))
        {
            writer.Summary(zeroSummary);
            writer.Write($"{zero} = 0,");
            for (var number = 0; number < members.Count; number++)
            {
                var member = members[number];
                writer.Line();
                writer.Summary(XmlDoc.Sentence(member.Title));
                writer.Quotes(member.Quotes);
                writer.Write($"{UniqueNames.Escaped(member.Id)} = {Literal.Of(number + 1)},");
            }

            if (last is var (lastName, lastSummary))
            {
                writer.Line();
                writer.Summary(lastSummary);
                writer.Write($"{lastName} = {Literal.Of(members.Count + 1)},");
            }
        }
    });
}
