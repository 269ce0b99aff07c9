using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>A class per policy, nested in PolicyTable: its rules as methods, one per service, and what they decide.</summary>
internal static class PolicyEmitter
{
    public static string Emit(Target target, PolicyClass policy) => target.TablePart(writer =>
    {
        writer.Summary($"{XmlDoc.Text(policy.Policy.Title)}, revision {XmlDoc.Text(policy.Policy.Revision)}.");
        writer.Write(target.GeneratedType);
        using (writer.Begin($"private static class {policy.Name}"))
        {
            if (policy.UnlistedCodes.Count > 0)
            {
                WriteDescribed(writer, target, policy);
                writer.Line();
            }

            foreach (var (service, method) in policy.Rows)
            {
                WriteRow(writer, policy, service, method);
                writer.Line();
            }

            WriteRulings(writer, target, policy);
            writer.Line();
            WriteStatements(writer, target, policy);
        }
    });

    private static void WriteDescribed(SourceWriter writer, Target target, PolicyClass policy)
    {
        var services = policy.Policy.Services;
        var terms = services
            .SelectMany((service, number) => service.Names.Select(name => (Letters: DescriptionWords.Join(name.Text), Number: number)))
            .Where(term => term.Letters.Length > 0)
            .GroupBy(term => term.Letters, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Letters: group.Key, Number: group.Min(term => term.Number)))
            .ToList();
        writer.Write("// The names of the services: the letters of their words, sorted; and the number of the service that each belongs to.");
        writer.Write("private static readonly string[] ServiceNames = new string[]");
        writer.Write("{");
        using (writer.Indent())
        {
            foreach (var (letters, _) in terms)
            {
                writer.Write(Literal.Of(letters) + ",");
            }
        }

        writer.Write("};");
        writer.Line();
        writer.Write($"private static readonly int[] ServiceNumbers = new int[] {{ {string.Join(", ", terms.Select(term => Literal.Of(term.Number)))} }};");
        writer.Line();
        writer.Summary("Decides about an unlisted code, which only the description identifies.");
        using (writer.Begin($"internal static Ruling ForDescription(int code, Payer payer, string{target.Q} description)"))
        using (writer.Begin("switch (Description.Match(description, ServiceNames, ServiceNumbers, OwnWords(code)))"))
        {
            for (var number = 0; number < services.Count; number++)
            {
                writer.Write($"case {Literal.Of(number)}:");
                writer.Write($"    return {policy.Row(services[number].Id)}(payer);");
            }

            writer.Write("case Description.Undescribed:");
            writer.Write($"    return {policy.Row(DescriptionMatcher.Undescribed)}(payer);");
            writer.Write("default:");
            writer.Write($"    return {policy.Row(DescriptionMatcher.Other)}(payer);");
        }

        writer.Line();
        new ChunkedSwitch("private static", "string", "OwnWords").Write(writer, policy.UnlistedCodes, "\" \"");
    }

    private static void WriteRow(SourceWriter writer, PolicyClass policy, string service, string method)
    {
        var title = policy.Policy.Services.FirstOrDefault(item => item.Id == service)?.Title
            ?? (service == DescriptionMatcher.Undescribed ? "An unlisted code without a description." : "A description that names none of the services.");
        writer.Summary(XmlDoc.Sentence(title));
        using (writer.Begin($"internal static Ruling {method}(Payer payer)"))
        {
            var otherwise = policy.Ruling(service, "Other");
            var cases = policy.Payers
                .Where(payer => payer != "Other")
                .Select(payer => (Payer: payer, Ruling: policy.Ruling(service, payer)))
                .Where(item => item.Ruling != otherwise)
                .GroupBy(item => item.Ruling)
                .ToList();
            if (cases.Count == 0)
            {
                writer.Write($"return Rulings.{otherwise};");
                return;
            }

            using (writer.Begin("switch (payer)"))
            {
                foreach (var group in cases)
                {
                    foreach (var (payer, _) in group)
                    {
                        writer.Write($"case Payer.{UniqueNames.Escaped(payer)}:");
                    }

                    writer.Write($"    return Rulings.{group.Key};");
                }

                writer.Write("default:");
                writer.Write($"    return Rulings.{otherwise};");
            }
        }
    }

    private static void WriteRulings(SourceWriter writer, Target target, PolicyClass policy)
    {
        writer.Write(target.GeneratedType);
        using (writer.Begin("private static class Rulings"))
        {
            writer.Write($"""
                private const string Id = {Literal.Of(policy.Policy.Id)};
                private const string Revision = {Literal.Of(policy.Policy.Revision)};
                private const string Hash = {Literal.Of(policy.Policy.Hash)};
                """);
            foreach (var (rule, name) in policy.UsedRules)
            {
                writer.Line();
                writer.Summary(XmlDoc.Sentence(rule.Reason));
                writer.Write($"internal static readonly Ruling {name} = new Ruling(");
                using (writer.Indent())
                {
                    writer.Write($"Outcome.{UniqueNames.Escaped(rule.Outcome)},");
                    writer.Write("Id,");
                    writer.Write("Revision,");
                    writer.Write("Hash,");
                    writer.Write("new PolicyReason(");
                    using (writer.Indent())
                    {
                        writer.Write(Literal.Of(rule.Id) + ",");
                        writer.Write(Literal.Of(rule.Reason) + ",");
                        WriteCitations(writer, policy.Citations(rule), "),");
                    }

                    writer.Write(Array("MissingInformation", rule.Missing
                        .Select(key => Vocabulary.MissingInformation.FirstOrDefault(missing => missing.Key == key).Name)
                        .Where(name => name is not null)
                        .Select(name => "MissingInformation." + name)) + ",");
                    writer.Write(Array("PolicyStatement", rule.Contrary
                        .Select(policy.Statement)
                        .Where(name => name is not null)
                        .Select(name => "Statements." + name)) + ");");
                }
            }
        }
    }

    private static void WriteStatements(SourceWriter writer, Target target, PolicyClass policy)
    {
        writer.Write(target.GeneratedType);
        using (writer.Begin("internal static class Statements"))
        {
            foreach (var statement in policy.Policy.Statements)
            {
                var name = policy.Statement(statement.Id);
                writer.Summary(XmlDoc.Sentence(statement.Text));
                writer.Write($"internal static readonly PolicyStatement {name} = new PolicyStatement(");
                using (writer.Indent())
                {
                    writer.Write($"{Literal.Of(statement.Id)},");
                    writer.Write($"{Literal.Of(statement.Kind)},");
                    writer.Write($"{Literal.Of(statement.Text)},");
                    writer.Write($"{Literal.Of(statement.Population)},");
                    WriteCitations(writer, Codebook.Quotes(policy.Policy, statement.Citations), ");");
                }

                writer.Line();
            }

            writer.Write($"internal static readonly PolicyStatement[] All = {Array("PolicyStatement", policy.Policy.Statements.Select(statement => policy.Statement(statement.Id)!))};");
        }
    }

    public static string Citation(Quote quote) => $"new PolicyCitation({Literal.Of(quote.Section)}, {Literal.Of(quote.Words)})";

    /// <summary>An array of citations, one a line.</summary>
    public static void WriteCitations(SourceWriter writer, IEnumerable<Quote> quotes, string close)
    {
        var all = quotes.ToList();
        if (all.Count == 0)
        {
            writer.Write("new PolicyCitation[0]" + close);
            return;
        }

        using (writer.Begin("new PolicyCitation[]", "}" + close))
        {
            foreach (var quote in all)
            {
                writer.Write(Citation(quote) + ",");
            }
        }
    }

    private static string Array(string type, IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count == 0 ? $"new {type}[0]" : $"new {type}[] {{ {string.Join(", ", all)} }}";
    }
}
