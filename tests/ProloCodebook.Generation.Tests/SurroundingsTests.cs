using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests;

/// <summary>The generator in projects of all kinds: options, other namespaces, references that bring an evaluator already.</summary>
public sealed partial class SurroundingsTests
{
    [Theory]
    [InlineData("Acme.Billing.Policies")]
    [InlineData("Codes")]
    [InlineData("Payer")]
    [InlineData("System")]
    [InlineData("System.Text")]
    [InlineData("Microsoft")]
    [InlineData("ProloCodebook.System")]
    [InlineData("Global.ProcedureCode.Outcome")]
    [InlineData("Äpfel.Größe_2")]
    public void Generates_into_the_namespace_that_the_project_names(string name)
    {
        foreach (var consumer in new[] { ConsumerTarget.Net100, ConsumerTarget.NetStandard20 })
        {
            var run = Run(consumer, BuildOptions.Of(("ProloCodebookNamespace", name)), "class Program { }");
            AssertClean(run.Output);
            Assert.NotNull(run.Output.GetTypeByMetadataName(name + ".PolicyEvaluator"));
        }
    }

    [Theory]
    [InlineData("namespace ProloCodebook { class Log { } class Names { } class Json { } class Ruling { } class Description { } class CodeTable { } class Program { PolicyDecision M() { return PolicyEvaluator.Evaluate(\"M0076\", Payer.Medicare); } } }")]
    [InlineData("namespace ProloCodebook.Web { class Payers { Payer P; } class Program { bool M() { return PolicyEvaluator.Evaluate(Codes.HcpcsM0076, Payer.Other).IsGoverned; } } }")]
    [InlineData("namespace Codes { class Program { bool M() { return ProloCodebook.PolicyEvaluator.Evaluate(ProloCodebook.Codes.HcpcsM0076, ProloCodebook.Payer.Other).IsGoverned; } } }")]
    [InlineData("namespace Payer { class System { } class Program { bool M() { return ProloCodebook.PolicyEvaluator.Evaluate(\"M0076\", ProloCodebook.Payer.Other).IsGoverned; } } }")]
    [InlineData("namespace System { class String2 { } } class Enum { } class Object { } class Program { object M() { return ProloCodebook.PolicyEvaluator.Instance; } }")]
    [InlineData("namespace ProloCodebook.System { class Math { } } namespace ProloCodebook.Microsoft { }")]
    public void Lives_beside_the_names_of_the_project(string userCode)
    {
        foreach (var consumer in new[] { ConsumerTarget.Net100, ConsumerTarget.NetStandard20 })
        {
            // Warnings of the user's own code (a field never assigned) are the user's.
            AssertClean(Run(consumer, BuildOptions.None, "#pragma warning disable CS0169, CS0649, CS8618\n" + userCode).Output);
        }
    }

    [Theory]
    [InlineData("internal", Accessibility.Internal)]
    [InlineData("public", Accessibility.Public)]
    [InlineData("Public", Accessibility.Public)]
    [InlineData("", Accessibility.Internal)]
    [InlineData("protected", Accessibility.Internal)]
    public void Types_have_the_visibility_that_the_project_asks_for(string visibility, Accessibility accessibility)
    {
        var run = Run(ConsumerTarget.Net100, BuildOptions.Of(("ProloCodebookVisibility", visibility)), "class Program { }");
        AssertClean(run.Output);
        string[] types =
        [
            "CodeText", "Codes", "ProcedureCode", "CodeSystem", "Payer", "Agent", "AgentRole", "Product", "FdaStatus", "MedicareStance", "Outcome", "ServiceLine",
            "PolicyEvaluator", "IPolicyEvaluator", "PolicyDecision", "PolicyReason", "PolicyCitation", "PolicyStatement", "MissingInformation", "PolicyFacts",
            "RoutesToPolicyAttribute", "PolicyExemptAttribute", "PolicyDecisionJsonConverter",
        ];
        Assert.All(types, type => Assert.Equal(accessibility, run.Output.GetTypeByMetadataName("ProloCodebook." + type)!.DeclaredAccessibility));
        Assert.Equal(Accessibility.Internal, run.Output.GetTypeByMetadataName("ProloCodebook.PolicyTable")!.DeclaredAccessibility);
    }

    [Fact]
    public void Every_generated_type_carries_the_attribute_by_which_the_analyzers_know_it()
    {
        var output = Run(ConsumerTarget.Net100, BuildOptions.None, "class Program { }").Output;
        var types = AllTypes(output.Assembly.GlobalNamespace.GetNamespaceMembers().Single(member => member.Name == "ProloCodebook")).ToList();
        Assert.True(types.Count > 30);
        Assert.All(types, type => Assert.Contains(
            type.GetAttributes(),
            attribute => attribute.AttributeClass!.Name == "GeneratedCodeAttribute" && (string?)attribute.ConstructorArguments[0].Value == "ProloCodebook"));

        static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceOrTypeSymbol symbol)
            => symbol.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(AllTypes).Concat(symbol is INamedTypeSymbol type ? [type] : []);
    }

    [Theory]
    [InlineData("false", 0)]
    [InlineData("FALSE", 0)]
    [InlineData("true", 1)]
    [InlineData("", 1)]
    [InlineData("no", 1)]
    public void Generates_unless_the_project_says_no(string generate, int evaluators)
    {
        var run = Run(ConsumerTarget.Net100, BuildOptions.Of(("ProloCodebookGenerate", generate)), "class Program { }");
        Assert.Equal(evaluators, run.Files.Count(file => file.HintName == "PolicyEvaluator.g.cs"));
    }

    [Theory]
    [InlineData("Acme.class")]
    [InlineData("1Acme")]
    [InlineData("Acme..Billing")]
    [InlineData("Acme Billing")]
    [InlineData("@class")]
    [InlineData("Acme { } class Evil")]
    [InlineData(".")]
    public void A_namespace_that_is_none_falls_back_to_the_default(string name)
    {
        var run = Run(ConsumerTarget.Net100, BuildOptions.Of(("ProloCodebookNamespace", name)), "class Program { }");
        AssertClean(run.Output);
        Assert.NotNull(run.Output.GetTypeByMetadataName("ProloCodebook.PolicyEvaluator"));
        Assert.Contains($"'{name}'", Assert.Single(GeneratorSettings.Read(BuildOptions.Of(("ProloCodebookNamespace", name)).GlobalOptions).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_policy_file_nothing_is_generated()
        => Assert.Empty(GeneratorRun.Start([]).Files);

    [Theory]
    [InlineData("")]
    [InlineData("id: [")]
    [InlineData("just text")]
    public void A_policy_that_cannot_be_read_leaves_the_types_there(string yaml)
    {
        // The analyzer says what is wrong; a hundred errors about missing types would hide it.
        var run = GeneratorRun.Start([AdditionalFile.Policy("/policies/broken.yaml", yaml)], compilation: Compile(
            ConsumerTarget.Net100, "Consumer", "class Program { bool M() { return ProloCodebook.PolicyEvaluator.Evaluate(\"M0076\", ProloCodebook.Payer.Unknown).IsGoverned; } }"));
        AssertClean(run.Output);
    }

    [Fact]
    public void A_policy_with_problems_still_gives_code_that_compiles()
    {
        // Whatever line is being edited at the moment. What gives the same code, literals apart, is compiled once.
        var lines = TestPolicies.ProlotherapyYaml.Split('\n');
        var shapes = new HashSet<string>();
        for (var line = 0; line < lines.Length; line += 3)
        {
            foreach (var edited in new[] { null, lines[line].Split(": ")[0] + ": junk" })
            {
                var text = string.Join('\n', lines.Select((old, number) => number == line ? edited : old).OfType<string>());
                var policy = PolicyReader.Read(text, [new PolicySourceText("prolotherapy.txt", TestPolicies.ProlotherapySource)]).Policy;
                var files = GeneratedCode.Emit(PolicySet.Merge(policy is null ? [] : [policy]).Policies);
                if (shapes.Add(string.Concat(files.Select(file => Literals().Replace(file.Text, "")))))
                {
                    AssertClean(ConsumerTarget.Net100.Compile("Edited", files));
                }
            }
        }

        Assert.True(shapes.Count > 30);
    }

    [Fact]
    public void A_referenced_public_evaluator_is_used_and_none_generated()
    {
        var library = Run(ConsumerTarget.Net100, BuildOptions.Of(("ProloCodebookVisibility", "public")), "public class Library { }", "Library").Output;
        var consumer = Run(ConsumerTarget.Net100, BuildOptions.None, UserCode, "App", library.ToMetadataReference());
        Assert.Empty(consumer.Files);
        AssertClean(consumer.Output);
    }

    [Fact]
    public void A_referenced_internal_evaluator_is_used_where_it_is_visible()
    {
        var library = Run(ConsumerTarget.Net100, BuildOptions.None, "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App.Tests\")]", "App").Output;
        var image = Image(library);
        var tests = Run(ConsumerTarget.Net100, BuildOptions.None, UserCode, "App.Tests", image);
        Assert.Empty(tests.Files);
        AssertClean(tests.Output);

        var other = Run(ConsumerTarget.Net100, BuildOptions.None, UserCode, "Other", image);
        Assert.NotEmpty(other.Files);
        AssertClean(other.Output);
    }

    [Fact]
    public void A_referenced_evaluator_in_another_namespace_does_not_count()
    {
        var library = Run(ConsumerTarget.Net100, BuildOptions.Of(("ProloCodebookVisibility", "public"), ("ProloCodebookNamespace", "Acme")), "public class Library { }", "Library").Output;
        var consumer = Run(ConsumerTarget.Net100, BuildOptions.None, UserCode, "App", library.ToMetadataReference());
        Assert.NotEmpty(consumer.Files);
        AssertClean(consumer.Output);
    }

    [Fact]
    public void Adding_the_reference_later_takes_the_generated_code_back()
    {
        var library = Run(ConsumerTarget.Net100, BuildOptions.Of(("ProloCodebookVisibility", "public")), "public class Library { }", "Library").Output;
        var run = Run(ConsumerTarget.Net100, BuildOptions.None, UserCode, "App");
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.WithCompilation(compilation => compilation.AddReferences(library.ToMetadataReference())).Files);
    }

    [Fact]
    public void Hint_names_are_short_and_unique_and_texts_have_LF_alone()
    {
        var files = Run(ConsumerTarget.Net100, BuildOptions.None, "class Program { }").Files;
        Assert.Equal(files.Length, files.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, file =>
        {
            Assert.True(file.HintName.Length < 60, file.HintName);
            var text = file.SourceText.ToString();
            Assert.DoesNotContain('\r', text);
            Assert.StartsWith("// <auto-generated>\n", text, StringComparison.Ordinal);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
        });
    }

    [Fact]
    public void The_same_text_whatever_culture_and_order_of_files()
    {
        var first = Texts(AdditionalFile.Prolotherapy());
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "tr-TR", "ar-SA", "de-DE" })
            {
                System.Globalization.CultureInfo.CurrentCulture = new(name);
                Assert.Equal(first, Texts(AdditionalFile.Prolotherapy().Reverse()));
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }

        static List<(string, string)> Texts(IEnumerable<AdditionalFile> files)
            => [.. GeneratorRun.Start(files).Files.Select(file => (file.HintName, file.SourceText.ToString()))];
    }

    [GeneratedRegex("\"[^\"\n]*\"|///.*")]
    private static partial Regex Literals();

    private const string UserCode = "class Program { bool M() { return ProloCodebook.PolicyEvaluator.Evaluate(ProloCodebook.CodeText.HcpcsM0076, ProloCodebook.Payer.Medicare).IsGoverned; } }";

    private static CSharpCompilation Compile(ConsumerTarget consumer, string assembly, string userCode, params MetadataReference[] references)
        => consumer.Compile(assembly, [("User.cs", "#pragma warning disable CS1591\n" + userCode)], references);

    private static GeneratorRun Run(ConsumerTarget consumer, BuildOptions options, string userCode, string assembly = "Consumer", params MetadataReference[] references)
        => GeneratorRun.Start(AdditionalFile.Prolotherapy(), options, Compile(consumer, assembly, userCode, references));

    private static MetadataReference Image(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static void AssertClean(Compilation compilation)
        => Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
}
