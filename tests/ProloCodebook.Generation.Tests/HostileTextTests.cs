using Microsoft.CodeAnalysis;
using ProloCodebook.Generation.Emission;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests;

/// <summary>Whatever stands in a policy is data in the generated code. The reader refuses much of this; the emitters do not rely on it.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] s_texts =
    [
        "</summary><script>alert(1)</script>",
        "*/ class Evil { } /*",
        "\"; System.Environment.Exit(1); //",
        "\\\" \\u0022 \\",
        "{0} {{ }} $\"{1}\" @\"",
        "\"\"\" raw \"\"\"\"",
        "a\u2028#error b\u2029#error c\u0085#error d",
        "line\r\n#error broken\n#if x\r#endif",
        "\u0000\u0001\u001B[31m\u007F\uFEFF",
        "\u202Eevitceriid\u2066\u200B\u00AD",
        "]]> &amp; &#x41; <![CDATA[",
        "\uD800 alone \uDC00, together \uD83D\uDE00, \uFFFE\uFFFF",
        "'; DROP TABLE claims; --",
        new string('x', 8_000),
    ];

    public static TheoryData<int> Texts() => [.. Enumerable.Range(0, s_texts.Length)];

    [Fact]
    public void Is_data_in_the_generated_code()
    {
        var text = string.Concat(s_texts);
        var policy = WithTextEverywhere(text);
        foreach (var consumer in new[] { ConsumerTarget.Net100, ConsumerTarget.NetStandard20 })
        {
            var compilation = consumer.Compile("Hostile", GeneratedCode.Emit([policy], consumer, isPublic: true));
            Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
        }

        var code = GeneratedCode.Load([policy]);
        var decision = code.Evaluate("M0076", "Medicare");
        Assert.Equal(text, decision.Reason);
        Assert.All(decision.CitationList, citation => Assert.Equal((text, text), citation));
        Assert.DoesNotContain(decision.Text, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Equal(text, code.Type("ProcedureCode").GetProperty("Description")!.GetValue(code.Type("Codes").GetProperty("HcpcsM0076")!.GetValue(null)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Does_not_change_the_shape_of_the_generated_code(int number)
    {
        // The same tokens as for harmless text, literals apart: nothing that stands in a policy becomes code.
        // (Without names of services, which are sorted, so that their order would differ.)
        Assert.Equal(Shape(WithTextEverywhere("harmless", inNames: false)), Shape(WithTextEverywhere(s_texts[number], inNames: false)));

        static IEnumerable<string> Shape(PayerPolicy policy)
            => GeneratedCode.Emit([policy])
                .SelectMany(file => Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens())
                .Select(token => token.Value is string && token.Text.StartsWith('"') ? "\"…\"" : token.Text);
    }

    [Fact]
    public void Ids_that_are_names_of_our_own_or_of_the_language_are_made_unique()
    {
        string[] ids = ["all", "statements", "rulings", "outcome", "missing-information", "policy-statement", "id", "hash", "equals", "to-string", "get-type", "no-rule", "class", "1", "a-b", "ab", "a--b"];
        var policy = TestPolicies.Prolotherapy;
        var statements = ids.Select(id => policy.Statements[0] with { Id = id });
        var rules = policy.Rules.Select((rule, place) => rule with { Id = ids[place % ids.Length], Contrary = new(ids) });
        var services = policy.Services.Select((service, place) => service with { Id = place == 0 ? service.Id : ids[place] });
        var hostile = policy with { Id = "policy-table", Statements = statements.ToEquatableArray(), Rules = rules.ToEquatableArray(), Services = services.ToEquatableArray() };
        foreach (var consumer in ConsumerTarget.All)
        {
            Assert.Empty(consumer.Compile("Ids", GeneratedCode.Emit([hostile], consumer)).GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
        }
    }

    [Theory]
    [InlineData("Equals")]
    [InlineData("ToString")]
    [InlineData("GetType")]
    [InlineData("Payer")]
    [InlineData("System")]
    [InlineData("None")]
    public void Members_may_have_any_name_that_the_reader_accepts(string name)
    {
        var policy = TestPolicies.Prolotherapy;
        var hostile = policy with
        {
            Payers = policy.Payers.Append(new PolicyPayer(name, name, "NotStated", default)).ToEquatableArray(),
            Agents = policy.Agents.Append(new PolicyAgent(name, name, "NotStated", default, "NotStated", default)).ToEquatableArray(),
            Products = policy.Products.Append(new PolicyProduct(name, name, "Dextrose", null, "NotStated", default)).ToEquatableArray(),
        };
        foreach (var consumer in ConsumerTarget.All)
        {
            Assert.Empty(consumer.Compile("Members", GeneratedCode.Emit([hostile], consumer)).GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
        }

        Assert.Equal("NotCovered", GeneratedCode.Load([hostile]).Evaluate("M0076", "Medicare").Outcome);
    }

    [Fact]
    public void Documentation_stays_well_formed()
    {
        foreach (var text in s_texts)
        {
            _ = System.Xml.Linq.XElement.Parse("<doc>" + XmlDoc.Text(text) + "</doc>");
            Assert.DoesNotContain(XmlDoc.Text(text), c => char.IsControl(c) || c is '\u2028' or '\u2029');
        }
    }

    private static PayerPolicy WithTextEverywhere(string text, bool inNames = true)
    {
        var policy = TestPolicies.Prolotherapy;
        EquatableArray<PolicyCitation> citations = new([new PolicyCitation("medicare", text)]);
        return policy with
        {
            Title = text,
            Revision = text,
            Sections = policy.Sections.Select(section => section with { Heading = text }).ToEquatableArray(),
            Codes = policy.Codes.Select(code => code with { Description = text, Citations = citations }).ToEquatableArray(),
            Services = policy.Services.Select(service => service with { Title = text, Citations = citations, Names = inNames ? service.Names.Append(new PolicyTerm(text, citations)).ToEquatableArray() : service.Names }).ToEquatableArray(),
            Payers = policy.Payers.Select(payer => payer with { Title = text, Citations = citations }).ToEquatableArray(),
            Agents = policy.Agents.Select(agent => agent with { Name = text, Citations = citations }).ToEquatableArray(),
            Products = policy.Products.Select(product => product with { Name = text, Form = text, Citations = citations }).ToEquatableArray(),
            Statements = policy.Statements.Select(statement => statement with { Kind = text, Text = text, Population = text, Citations = citations }).ToEquatableArray(),
            NotStated = policy.NotStated.Select(absence => absence with { Text = text }).ToEquatableArray(),
            Rules = policy.Rules.Select(rule => rule with { Reason = text }).ToEquatableArray(),
        };
    }
}
