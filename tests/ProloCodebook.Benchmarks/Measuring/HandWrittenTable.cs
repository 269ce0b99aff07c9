using System.Globalization;
using System.Text;
using ProloCodebook.Benchmarks.CodeBases;

namespace ProloCodebook.Benchmarks.Measuring;

/// <summary>What somebody would write who keeps the same facts in C# by hand: constants, and a dictionary from code to entry.</summary>
internal static class HandWrittenTable
{
    public static string Create(int codes)
    {
        var text = new StringBuilder("""
            public sealed record Entry(string Code, string System, string Description, string Policy, string Section, string Quote, string MedicareReason, string OtherReason);

            """);
        text.Append("public static class Codes\n{\n");
        for (var place = 0; place < codes; place++)
        {
            var code = ManyPolicies.Code(place);
            text.Append(CultureInfo.InvariantCulture, $"    /// <summary>Injection of substance {code} into a joint</summary>\n    public const string Hcpcs{code} = \"{code}\";\n");
        }

        text.Append("}\n\npublic static class Table\n{\n    public static readonly Dictionary<string, Entry> Entries = new(StringComparer.OrdinalIgnoreCase)\n    {\n");
        for (var place = 0; place < codes; place++)
        {
            var code = ManyPolicies.Code(place);
            var policy = place / ManyPolicies.CodesPerPolicy;
            text.Append(CultureInfo.InvariantCulture, $"        [Codes.Hcpcs{code}] = new(Codes.Hcpcs{code}, \"HCPCS\", \"Injection of substance {code} into a joint\", \"policy-{policy}\", \"codes\", \"{code} Injection of substance {code} into a joint\", \"Medicare does not cover procedure {policy}.\", \"The evidence is not sufficient for procedure {policy}.\"),\n");
        }

        return "using System;\nusing System.Collections.Generic;\n" + text.Append("    };\n}\n");
    }
}
