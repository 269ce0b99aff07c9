using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Rules;

/// <summary>How the .editorconfig may spell the name of a method.</summary>
public sealed class ConfiguredMethodsTests
{
    private const string Option = "prolocodebook.any";

    private const string Source = """
        namespace Contoso.Billing
        {
            public class Audit
            {
                public Audit(string x) { }
                public void Note(string x) { }
                public string Last { get; set; }
                public string this[int i] => "";
                public class Inner<T> { public void Note<U>(T x, U y) { } }
            }

            public class Derived : Audit { public Derived() : base("") { } }
        }

        namespace System2 { public class Audit { public void Note(string x) { } } }
        """;

    [Theory]
    // As much of the name as one likes, from its end.
    [InlineData("Note", true)]
    [InlineData("Audit.Note", true)]
    [InlineData("Billing.Audit.Note", true)]
    [InlineData("Contoso.Billing.Audit.Note", true)]
    [InlineData("global::Contoso.Billing.Audit.Note", true)]
    [InlineData("M:Contoso.Billing.Audit.Note(System.String)", true)]
    [InlineData("X.Contoso.Billing.Audit.Note", false)]
    [InlineData("XContoso.Billing.Audit.Note", false)]
    [InlineData(".Contoso.Billing.Audit.Note", false)]
    [InlineData("XAudit.Note", false)]
    [InlineData("udit.Note", false)]
    [InlineData("XNote", false)]
    [InlineData("Note.", false)]
    [InlineData("Audit", false)]
    [InlineData("Notes", false)]
    [InlineData("note", false)]
    [InlineData("Audit.*", true)]
    [InlineData("Contoso.Billing.Audit.*", true)]
    [InlineData("X.Contoso.Billing.Audit.*", false)]
    [InlineData("Billing.*", false)]
    [InlineData(".*", false)]
    [InlineData("*", false)]
    // Several, and what is around and in them.
    [InlineData("A.B, Audit.Note", true)]
    [InlineData("A.B Audit.Note", true)]
    [InlineData("A.B;Audit.Note", true)]
    [InlineData("A.B\tAudit.Note", true)]
    [InlineData("A.B(int, string), Audit.Note(string)", true)]
    [InlineData("A.B(C<int, string>, int), Audit.Note", true)]
    [InlineData("A.B(C(D), Audit.Note)", false)]
    [InlineData("A.B), Audit.Note", true)]
    [InlineData("A.B)), Audit.Note", true)]
    [InlineData("A>.B, Audit.Note", true)]
    [InlineData("A.B(, Audit.Note", false)]
    [InlineData("A.B(Audit.Note", false)]
    [InlineData("M:", false)]
    [InlineData(", ,", false)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    public void A_method_is_named_from_its_end(string option, bool isNamed)
        => Assert.Equal(isNamed, IsNamed(option, "Contoso.Billing.Audit", "Note"));

    [Theory]
    [InlineData("Audit.Note", false)]
    [InlineData("Note", true)]
    [InlineData("Inner.Note", true)]
    [InlineData("Inner<T>.Note<U>", true)]
    [InlineData("Audit.Inner.Note", true)]
    [InlineData("Audit+Inner.Note", true)]
    [InlineData("Audit+Inner`1.Note", true)]
    [InlineData("Audit+Inner`1.Note``1", true)]
    [InlineData("M:Contoso.Billing.Audit.Inner`1.Note``1(`0,``0)", true)]
    [InlineData("Inner`12.Note``34", true)]
    [InlineData("Inner`.Note`", true)]
    [InlineData("Inner`1x.Note", false)]
    [InlineData("Inner1.Note", false)]
    [InlineData("Inner<A<B>, C>.Note", true)]
    public void Nested_and_generic_types_have_their_documentation_names(string option, bool isNamed)
        => Assert.Equal(isNamed, IsNamed(option, "Contoso.Billing.Audit+Inner`1", "Note"));

    [Theory]
    [InlineData("Audit.Last", "get_Last", true)]
    [InlineData("Last", "set_Last", true)]
    [InlineData("Audit.get_Last", "get_Last", false)]
    [InlineData("Audit.this", "get_Item", true)]
    [InlineData("this", "get_Item", true)]
    [InlineData("Audit.Item", "get_Item", false)]
    [InlineData("Audit.this", "get_Last", false)]
    [InlineData("Audit.Audit", ".ctor", true)]
    [InlineData("Billing.Audit.Audit", ".ctor", true)]
    [InlineData("Audit..ctor", ".ctor", true)]
    [InlineData("Billing.Audit..ctor", ".ctor", true)]
    [InlineData("X.Audit..ctor", ".ctor", false)]
    [InlineData("X.Audit.Audit", ".ctor", false)]
    [InlineData("Audit", ".ctor", false)]
    [InlineData("..ctor", ".ctor", false)]
    [InlineData("Audit.*", ".ctor", true)]
    public void Properties_indexers_and_constructors_have_names(string option, string member, bool isNamed)
        => Assert.Equal(isNamed, IsNamed(option, "Contoso.Billing.Audit", member));

    [Fact]
    public void Without_options_nothing_is_named()
    {
        var method = Method("Contoso.Billing.Audit", "Note");

        Assert.False(new ConfiguredMethods(null, Option).Contains(method, null));
        Assert.False(new ConfiguredMethods(null, Option).Contains(method, method.Locations[0].SourceTree));
        Assert.Empty(new ConfiguredMethods(null, Option).LastWords([method.Locations[0].SourceTree!]));
    }

    [Fact]
    public void Another_option_names_nothing()
    {
        var method = Method("Contoso.Billing.Audit", "Note");
        var options = new OneOption("Note");

        Assert.True(new ConfiguredMethods(options, Option).Contains(method, method.Locations[0].SourceTree));
        Assert.False(new ConfiguredMethods(options, "prolocodebook.other").Contains(method, method.Locations[0].SourceTree));
        Assert.False(new ConfiguredMethods(options, Option).Contains(method, null));
    }

    [Theory]
    [InlineData("Audit.Note, Contoso.Gateway.Check Send", "Check Note Send")]
    [InlineData("Audit.*", "*")]
    [InlineData("Note, Audit.Note", "Note")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    public void The_last_words_are_the_methods(string option, string words)
    {
        var options = new OneOption(option);
        var trees = new TestProject(Source).Compile().SyntaxTrees;

        Assert.Equal(words, string.Join(" ", new ConfiguredMethods(options, Option).LastWords(trees).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Exception", "System", true)]
    [InlineData("SystemException", "System", true)]
    [InlineData("ArgumentException", "System", true)]
    [InlineData("ArgumentNullException", "System", true)]
    [InlineData("Object", "System", true)]
    [InlineData("Exception", "", false)]
    [InlineData("Exception", "System.Text", false)]
    [InlineData("Exception", "ystem", false)]
    [InlineData("Exception", "XSystem", false)]
    [InlineData("Exception", ".System", false)]
    [InlineData("Exception", "X.System", false)]
    [InlineData("FormatException", "System", false)]
    public void A_type_is_or_inherits_by_name(string name, string @namespace, bool expected)
        => Assert.Equal(expected, new TestProject(Source).Compile().GetTypeByMetadataName("System.ArgumentNullException").IsOrInherits(name, @namespace));

    [Theory]
    [InlineData("Contoso.Billing.Audit", "Contoso.Billing", true)]
    [InlineData("Contoso.Billing.Audit", "Billing", false)]
    [InlineData("Contoso.Billing.Audit", "Contoso", false)]
    [InlineData("Contoso.Billing.Audit", "X.Contoso.Billing", false)]
    [InlineData("Contoso.Billing.Audit", "XContoso.Billing", false)]
    [InlineData("Contoso.Billing.Audit", "ContosoXBilling", false)]
    [InlineData("Contoso.Billing.Audit", "", false)]
    [InlineData("System.Text.StringBuilder", "System.Text", true)]
    public void A_namespace_is_named_whole(string type, string @namespace, bool expected)
        => Assert.Equal(expected, new TestProject(Source).Compile().GetTypeByMetadataName(type)!.ContainingNamespace.IsNamed(@namespace));

    private static bool IsNamed(string option, string type, string member)
    {
        var method = Method(type, member);
        var options = new OneOption(option);
        return new ConfiguredMethods(options, Option).Contains(method, method.ContainingType.DeclaringSyntaxReferences[0].SyntaxTree);
    }

    private static IMethodSymbol Method(string type, string member)
        => new TestProject(Source).Compile().GetTypeByMetadataName(type)!.GetMembers(member).OfType<IMethodSymbol>().First();

    /// <summary>The option in all trees and not globally, character by character: an .editorconfig would take what follows a semicolon for a comment.</summary>
    private sealed class OneOption(string text) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(text);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(null);

        private sealed class Options(string? text) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => (value = key == Option ? text : null) is not null;
        }
    }
}
