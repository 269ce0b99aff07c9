using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyFacts: what the policies state about agents, products, payers and codes.</summary>
internal static class FactsEmitter
{
    private const string List = "global::System.Collections.Generic.IReadOnlyList";
    private const string Collection = "global::System.Collections.ObjectModel.ReadOnlyCollection";

    public static string Emit(Target target, Codebook codebook, IReadOnlyList<PolicyClass> policies) => target.File(writer =>
    {
        var agents = First(codebook.Policies.SelectMany(policy => policy.Agents), codebook.Agents, agent => agent.Id);
        var products = First(codebook.Policies.SelectMany(policy => policy.Products), codebook.Products, product => product.Id);
        writer.Summary("What the policies state. Where they are silent the answer is <c>NotStated</c>, never a guess.");
        writer.Write(target.GeneratedType);
        using (writer.Begin($"{target.Access} static class PolicyFacts"))
        {
            Answers(writer, "What the policies state that the agent is used as.", "AgentRole", "RoleOf", "Agent agent", "agent",
                agents.Select(agent => ("Agent." + UniqueNames.Escaped(agent.Id), agent.Role)));
            Answers(writer, "What the policies state about the agent's approval by the U.S. Food and Drug Administration.", "FdaStatus", "FdaStatusOf", "Agent agent", "agent",
                agents.Select(agent => ("Agent." + UniqueNames.Escaped(agent.Id), agent.FdaStatus)));
            Answers(writer, "What the policies state about the product's approval by the U.S. Food and Drug Administration.", "FdaStatus", "FdaStatusOf", "Product product", "product",
                products.Select(product => ("Product." + UniqueNames.Escaped(product.Id), product.FdaStatus)));
            Answers(writer, "The agent that the product contains.", "Agent", "AgentOf", "Product product", "product",
                products.Where(product => agents.Any(agent => agent.Id == product.Agent)).Select(product => ("Product." + UniqueNames.Escaped(product.Id), product.Agent)),
                zero: "Unknown");
            CombinedWith(writer, agents);
            Form(writer, target, products);
            Stance(writer, codebook);
            Citations(writer, "What the policies state about the agent.", "Agent agent", "agent",
                codebook.Agents.Select(member => ("Agent." + UniqueNames.Escaped(member.Id), member.Quotes)));
            Citations(writer, "What the policies state about the product.", "Product product", "product",
                codebook.Products.Select(member => ("Product." + UniqueNames.Escaped(member.Id), member.Quotes)));
            Citations(writer, "What the policies state about the payer.", "Payer payer", "payer",
                codebook.Payers.Select(member => ("Payer." + UniqueNames.Escaped(member.Id), member.Quotes)));
            CodeCitations(writer, target, codebook);
            writer.Summary("Everything that the policies state and decisions may rest on.");
            writer.Write($$"""
                public static {{List}}<PolicyStatement> Statements
                {
                    get { return AllStatements.Value; }
                }

                """);
            writer.Summary("What one would look for, and the policies do not state. Nothing is to be concluded from it.");
            writer.Write($$"""
                public static {{List}}<string> NotStated
                {
                    get { return AllStatements.Absences; }
                }

                """);
            writer.Write(target.GeneratedType);
            using (writer.Begin("private static class AllStatements"))
            {
                writer.Write($"internal static readonly {List}<PolicyStatement> Value = PolicyTable.AllStatements();");
                writer.Line();
                writer.Write($"internal static readonly {List}<string> Absences = new {Collection}<string>(new string[]");
                writer.Write("{");
                using (writer.Indent())
                {
                    foreach (var absence in codebook.Policies.SelectMany(policy => policy.NotStated).Select(absence => absence.Text).Distinct(StringComparer.Ordinal))
                    {
                        writer.Write(Literal.Of(absence) + ",");
                    }
                }

                writer.Write("});");
            }

            writer.Line();
            writer.Write(target.GeneratedType);
            using (writer.Begin("private static class Nothing"))
            {
                writer.Write($"internal static readonly {List}<PolicyCitation> Cited = new {Collection}<PolicyCitation>(new PolicyCitation[0]);");
            }
        }
    });

    private static IReadOnlyList<T> First<T>(IEnumerable<T> items, IReadOnlyList<Member> members, Func<T, string> id)
    {
        var known = new HashSet<string>(members.Select(member => member.Id), StringComparer.Ordinal);
        return [.. items.Where(item => known.Contains(id(item))).GroupBy(id, StringComparer.Ordinal).Select(group => group.First())];
    }

    private static void Answers(
        SourceWriter writer, string summary, string type, string name, string parameter, string value, IEnumerable<(string Case, string Answer)> answers, string zero = "NotStated")
    {
        writer.Summary(summary);
        using (writer.Begin($"public static {type} {name}({parameter})"))
        {
            var groups = answers.Where(item => item.Answer != zero && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(item.Answer))
                .GroupBy(item => item.Answer, StringComparer.Ordinal).ToList();
            if (groups.Count > 0)
            {
                using (writer.Begin($"switch ({value})"))
                {
                    foreach (var group in groups)
                    {
                        foreach (var (label, _) in group)
                        {
                            writer.Write($"case {label}:");
                        }

                        writer.Write($"    return {type}.{UniqueNames.Escaped(group.Key)};");
                    }
                }

                writer.Line();
            }

            writer.Write($"return {type}.{zero};");
        }

        writer.Line();
    }

    private static void CombinedWith(SourceWriter writer, IReadOnlyList<PolicyAgent> agents)
    {
        writer.Summary("The agents with which alone the policies state the use of this one; empty where they name none.");
        using (writer.Begin($"public static {List}<Agent> CombinedWith(Agent agent)"))
        {
            var cases = agents
                .Select(agent => (agent.Id, Others: agent.CombinedWith.Where(other => agents.Any(known => known.Id == other)).ToList()))
                .Where(item => item.Others.Count > 0)
                .ToList();
            if (cases.Count > 0)
            {
                using (writer.Begin("switch (agent)"))
                {
                    foreach (var (id, others) in cases)
                    {
                        writer.Write($"case Agent.{id}:");
                        writer.Write($"    return new {Collection}<Agent>(new Agent[] {{ {string.Join(", ", others.Select(other => "Agent." + other))} }});");
                    }
                }

                writer.Line();
            }

            writer.Write("return PolicyTable.NoAgents;");
        }

        writer.Line();
    }

    private static void Form(SourceWriter writer, Target target, IReadOnlyList<PolicyProduct> products)
    {
        writer.Summary("The form of the product, where the policies state one; null where they do not.");
        using (writer.Begin($"public static string{target.Q} FormOf(Product product)"))
        {
            var cases = products.Where(product => product.Form is not null).ToList();
            if (cases.Count > 0)
            {
                using (writer.Begin("switch (product)"))
                {
                    foreach (var product in cases)
                    {
                        writer.Write($"case Product.{product.Id}:");
                        writer.Write($"    return {Literal.Of(product.Form)};");
                    }
                }

                writer.Line();
            }

            writer.Write("return null;");
        }

        writer.Line();
    }

    private static void Stance(SourceWriter writer, Codebook codebook)
    {
        writer.Summary("What Medicare states about the service that the code alone identifies; an unlisted code identifies none.");
        using (writer.Begin("public static MedicareStance MedicareStanceOf(ProcedureCode code)"))
        {
            writer.Write("return MedicareStanceOf(code.Number);");
        }

        writer.Line();
        var stances = codebook.Policies
            .SelectMany(policy => policy.Codes
                .Where(code => code.Service is not null)
                .Select(code => (code.Value, Stance: policy.Payers.FirstOrDefault(payer => payer.Id == "Medicare")?.Stance)))
            .Where(item => item.Stance is not null and not "NotStated")
            .GroupBy(item => item.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Stance!, StringComparer.Ordinal);
        CodeColumn.WriteMembers(
            writer, codebook, "private static", "MedicareStance", "MedicareStanceOf", Vocabulary.MedicareStances,
            code => stances.TryGetValue(code.Code.Value, out var stance) ? stance : "NotStated", "NotStated");
        writer.Line();
    }

    private static void CodeCitations(SourceWriter writer, Target target, Codebook codebook)
    {
        writer.Summary("Where the policies list the code.");
        using (writer.Begin($"public static {List}<PolicyCitation> CitationsOf(ProcedureCode code)"))
        {
            writer.Write("return CitationsOfCode(code.Number);");
        }

        writer.Line();
        if (codebook.Buckets is null)
        {
            new ChunkedSwitch("private static", List + "<PolicyCitation>", "CitationsOfCode").Write(
                writer,
                codebook.ByNumber.Where(code => code.Quotes.Count > 0).Select(code => (code.Number, $"new {Collection}<PolicyCitation>(new PolicyCitation[] {{ {string.Join(", ", code.Quotes.Select(PolicyEmitter.Citation))} }})")),
                "Nothing.Cited");
        }
        else
        {
            // Packed into one literal a code: a compiler takes several times as long for 50,000 arrays of objects.
            using (writer.Begin($"private static {List}<PolicyCitation> CitationsOfCode(int number)"))
            {
                writer.Write("return PolicyTable.Packed.Citations(PackedCitationsOf(number));");
            }

            writer.Line();
            CodeColumn.WriteTexts(writer, target, codebook, "private static", "PackedCitationsOf", code => PackedEmitter.Pack(code.Quotes));
        }

        writer.Line();
    }

    private static void Citations(SourceWriter writer, string summary, string parameter, string value, IEnumerable<(string Case, IReadOnlyList<Quote> Quotes)> all)
    {
        writer.Summary(summary);
        using (writer.Begin($"public static {List}<PolicyCitation> CitationsOf({parameter})"))
        {
            var cases = all.Where(item => item.Quotes.Count > 0).ToList();
            if (cases.Count > 0)
            {
                using (writer.Begin($"switch ({value})"))
                {
                    foreach (var (label, quotes) in cases)
                    {
                        writer.Write($"case {label}:");
                        using (writer.Indent())
                        {
                            writer.Write($"return new {Collection}<PolicyCitation>(");
                            using (writer.Indent())
                            {
                                PolicyEmitter.WriteCitations(writer, quotes, ");");
                            }
                        }

                    }
                }

                writer.Line();
            }

            writer.Write("return Nothing.Cited;");
        }

        writer.Line();
    }
}
