using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>A class per policy, nested in PolicyTable: its rules as methods, one per service, and what they decide.</summary>
internal static class PolicyEmitter
{
    // Nothing here is seen by users, and a compiler that need not look for null is done sooner.
    public static string Emit(Target target, Codebook codebook, PolicyClass policy) => Write(target with { IsNullable = false }, codebook, policy);

    private static string Write(Target target, Codebook codebook, PolicyClass policy) => target.TablePart(writer =>
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

            if (policy.AsksForAgents)
            {
                WriteNumbersOfAgents(writer, codebook, policy);
                writer.Line();
            }

            foreach (var row in policy.Rows)
            {
                WriteRow(writer, target, policy, row);
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
        using (writer.Begin($"internal static Ruling ForDescription(int code, Payer payer, string description{(policy.AsksForAgents ? $", Injected injected" : "")})"))
        using (writer.Begin("switch (Description.Match(description, ServiceNames, ServiceNumbers, OwnWords(code)))"))
        {
            for (var number = 0; number < services.Count; number++)
            {
                writer.Write($"case {Literal.Of(number)}:");
                writer.Write($"    return {policy.Row(services[number].Id)};");
            }

            writer.Write("case Description.Undescribed:");
            writer.Write($"    return {policy.Row(DescriptionMatcher.Undescribed)};");
            writer.Write("default:");
            writer.Write($"    return {policy.Row(DescriptionMatcher.Other)};");
        }

        writer.Line();
        new ChunkedSwitch("private static", "string", "OwnWords").Write(writer, policy.UnlistedCodes, "\" \"");
    }

    private static void WriteNumbersOfAgents(SourceWriter writer, Codebook codebook, PolicyClass policy)
    {
        // As AgentMatcher.Values has them: what is another policy's is another substance to this one.
        var (other, unknown) = (policy.Agents.Count - 2, policy.Agents.Count - 1);
        var agents = Enumerable.Range(0, other).Where(place => policy.Agents[place].Product == AgentMatcher.Unknown).ToDictionary(place => policy.Agents[place].Agent, StringComparer.Ordinal);
        var products = Enumerable.Range(0, other).Where(place => policy.Agents[place].Product != AgentMatcher.Unknown).GroupBy(place => policy.Agents[place].Product, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        writer.Write("// By agent and by product, from what is meant first to another substance and to nothing known.");
        WriteNumbers("NumbersOfAgents", codebook.Agents.Select(agent => agents.TryGetValue(agent.Id, out var place) ? place : other).Append(other));
        writer.Line();
        WriteNumbers("NumbersOfProducts", codebook.Products.Select(product => products.TryGetValue(product.Id, out var place) ? place : other));
        void WriteNumbers(string name, IEnumerable<int> numbers)
            => CodeColumn.WriteArray(writer, "ushort", name, numbers.Prepend(unknown).Select(Literal.Of));
    }

    private static void WriteRow(SourceWriter writer, Target target, PolicyClass policy, PolicyRow row)
    {
        writer.Summary(string.Join(" ", row.Services.Take(3).Select(service => XmlDoc.Sentence(TitleOf(policy, service)))) + (row.Services.Count > 3 ? $" And {Literal.Of(row.Services.Count - 3)} more." : ""));
        if (!row.AsksForAgents)
        {
            if (Target.IsSmall(row.Columns[0].Rulings.Sum(ruling => ruling.Payers.Count())))
            {
                writer.Write(Target.Inlined);
            }

            using (writer.Begin($"internal static Ruling {row.Method}(Payer payer)"))
            {
                WritePayers(writer, row.Columns[0]);
            }

            return;
        }

        using (writer.Begin($"internal static Ruling {row.Method}(Payer payer, Injected injected)"))
        using (writer.Begin($"switch (injected == null ? {Literal.Of(policy.Agents.Count - 1)} : injected.First(NumbersOfAgents, NumbersOfProducts))"))
        {
            foreach (var column in row.Columns)
            {
                if (column == row.Columns[row.Columns.Count - 1])
                {
                    writer.Write("default:");
                }
                else
                {
                    foreach (var agent in column.Agents)
                    {
                        writer.Write($"case {Literal.Of(agent)}: // {XmlDoc.Text(policy.Agents[agent].ToString())}");
                    }
                }

                using (writer.Indent())
                {
                    WritePayers(writer, column);
                }
            }
        }
    }

    private static string TitleOf(PolicyClass policy, string service)
        => policy.Policy.Services.FirstOrDefault(item => item.Id == service)?.Title
            ?? (service == DescriptionMatcher.Undescribed ? "An unlisted code without a description." : "A description that names none of the services.");

    private static void WritePayers(SourceWriter writer, PolicyColumn column)
    {
        // Payers of other policies are Other to this one.
        var otherwise = column.Rulings.First(ruling => ruling.Payers.Contains(Payer.Other));
        if (column.Rulings.Count == 1)
        {
            writer.Write($"return Rulings.{otherwise.Name};");
            return;
        }

        using (writer.Begin("switch (payer)"))
        {
            foreach (var ruling in column.Rulings.Where(ruling => ruling.Name != otherwise.Name))
            {
                foreach (var payer in ruling.Payers)
                {
                    writer.Write($"case Payer.{UniqueNames.Escaped(payer)}:");
                }

                writer.Write($"    return Rulings.{ruling.Name};");
            }

            writer.Write("default:");
            writer.Write($"    return Rulings.{otherwise.Name};");
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
