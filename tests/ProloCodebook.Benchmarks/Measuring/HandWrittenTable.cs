using System.Globalization;
using System.Text;
using ProloCodebook.Benchmarks.CodeBases;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>
/// What somebody would write who keeps the facts of <see cref="ManyPolicies"/> in C# by hand: a constant a code, a dictionary from code to entry, and the
/// policies with their rules, reasons, statements and citations. It decides nothing, and has no typed value a code as the generated code has.
/// </summary>
internal static class HandWrittenTable
{
    private const string Types = """
        using System;
        using System.Collections.Generic;

        public enum CodeSystem { Hcpcs, Cpt }
        public enum Payer { Unknown, Medicare, Other }
        public enum Outcome { NotGoverned, NotCovered, EvidenceInsufficient, InformationNeeded, RelatedPolicy }
        public sealed record Citation(string Section, string Quote);
        public sealed record Rule(string Id, Payer? Payer, Outcome Outcome, string Reason, string? Missing, params Citation[] Citations);
        public sealed record Statement(string Id, string Kind, string Text, params Citation[] Citations);
        public sealed record Policy(string Id, string Title, string Revision, string Hash, Rule[] Rules, Statement[] Statements);
        public sealed record Entry(string Code, CodeSystem System, string Description, bool IsCoveredByMedicare, Policy Policy, params Citation[] Citations);


        """;

    public static string Create(int codes)
    {
        var text = new StringBuilder(Types);
        text.Append("public static class Codes\n{\n");
        for (var place = 0; place < codes; place++)
        {
            var code = ManyPolicies.Code(place);
            text.Append(CultureInfo.InvariantCulture, $"    /// <summary>Injection of substance {code} into a joint</summary>\n    public const string Hcpcs{code} = \"{code}\";\n");
        }

        text.Append("}\n\npublic static class Policies\n{\n");
        for (var policy = 0; policy < codes / ManyPolicies.CodesPerPolicy; policy++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    /// <summary>Procedure {{policy}}</summary>
                    public static readonly Policy Policy{{policy}} = new(
                        "policy-{{policy}}", "Procedure {{policy}}", "1", "e4ec38776565922ad4d0a613c93d50978931076d7ecbb30cf8f0c589{{policy:00000000}}",
                        [
                            new("medicare", Payer.Medicare, Outcome.NotCovered, "Medicare does not cover procedure {{policy}}.", null, new Citation("Medicare", "Procedure {{policy}} is not covered.")),
                            new("other-payer", Payer.Other, Outcome.EvidenceInsufficient, "The evidence is not sufficient for procedure {{policy}}.", null, new Citation("Evidence", "The evidence is not sufficient for procedure {{policy}}.")),
                            new("payer-unknown", Payer.Unknown, Outcome.InformationNeeded, "Who pays is not known.", "payer"),
                            new("something-else", null, Outcome.NotGoverned, "Another service.", null),
                            new("not-described", null, Outcome.InformationNeeded, "A description is needed.", "description"),
                        ],
                        [
                            new("medicare", "medicare", "Medicare does not cover it.", new Citation("Medicare", "Procedure {{policy}} is not covered.")),
                            new("evidence", "evidence", "The evidence is not sufficient.", new Citation("Evidence", "The evidence is not sufficient for procedure {{policy}}.")),
                        ]);

                """);
        }

        text.Append("}\n\npublic static class Table\n{\n    public static readonly Dictionary<string, Entry> Entries = new(StringComparer.OrdinalIgnoreCase)\n    {\n");
        for (var place = 0; place < codes; place++)
        {
            var code = ManyPolicies.Code(place);
            var policy = place / ManyPolicies.CodesPerPolicy;
            text.Append(CultureInfo.InvariantCulture, $"        [Codes.Hcpcs{code}] = new(Codes.Hcpcs{code}, CodeSystem.Hcpcs, \"Injection of substance {code} into a joint\", false, Policies.Policy{policy}, new Citation(\"Codes\", \"{code} Injection of substance {code} into a joint\")),\n");
        }

        return text.Append("    };\n}\n").ToString();
    }
}
