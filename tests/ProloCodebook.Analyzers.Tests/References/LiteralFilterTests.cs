using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.References;
using ProloCodebook.Tests.Harness;
using Xunit;

namespace ProloCodebook.Tests.References;

/// <summary>A file is passed over only where no literal in it can be a guarded code, however it is spelled.</summary>
public sealed class LiteralFilterTests
{
    [Theory]
    [InlineData("""var c = "M0076";""")]
    [InlineData("""var c = "m0076";""")]
    [InlineData("""var c = " M0076 ";""")]
    [InlineData("""var c = @"M0076";""")]
    [InlineData("""var c = "M0076"u8;""")]
    [InlineData(""""var c = """M0076""";"""")]
    [InlineData("""var c = "M0076-25";""")]
    [InlineData("""var c = "line\nM0076\n";""")]
    [InlineData("""var c = "HC:M0076:59";""")]
    [InlineData("""var c = "CPT20999";""")]
    [InlineData("""var c = "code_20999";""")]
    [InlineData("""var c = "\u004D0076";""")]
    [InlineData("""var c = "\x4D0076";""")]
    [InlineData("""var c = "\U0000004D0076";""")]
    [InlineData("var c = 20999;")]
    [InlineData("var c = 020999;")]
    [InlineData("var c = 20999L;")]
    [InlineData("var c = 20999uL;")]
    [InlineData("var c = 20_999;")]
    [InlineData("var c = 2_0_9_9_9;")]
    [InlineData("var c = 0x5207;")]
    [InlineData("var c = 0X5207;")]
    [InlineData("var c = 0b101001000000111;")]
    [InlineData("var c = 00000000000000000000000000000000000000000000000000000000000000000000020999L;")]
    [InlineData("20999")]
    [InlineData("M0076")]
    public void A_file_that_may_hold_one_is_looked_at(string text) => Assert.True(MayHold(text));

    [Theory]
    [InlineData("")]
    [InlineData("""var c = "99213";""")]
    [InlineData("""var c = "M00" + "76";""")]
    [InlineData("""var c = "M00760";""")]
    [InlineData("""var c = "M0076X";""")]
    [InlineData("""var c = "é20999é";""")]
    [InlineData("""var c = "A20999L";""")]
    [InlineData("var case20_1 = 1;")]
    [InlineData("var c = 209990;")]
    [InlineData("var c = 20998;")]
    [InlineData("var c = Codes.HcpcsM0077;")]
    [InlineData("var text = \"\\n\\t\\\\ and \\\"quotes\\\"\";")]
    public void Any_other_is_passed_over(string text) => Assert.False(MayHold(text));

    [Fact]
    public void A_code_is_found_wherever_it_stands_in_a_long_file()
    {
        for (var before = 4080; before < 4110; before++)
        {
            Assert.True(MayHold(new string(' ', before) + "\"M0076\";"));
            Assert.True(MayHold(new string((char)10, before) + "20999;"));
            Assert.True(MayHold(new string((char)10, before) + "2_0999;"));
            Assert.True(MayHold(new string((char)10, before) + "20999L;"));
            Assert.True(MayHold(new string((char)10, before) + "\"\\u004D0076\";"));
            Assert.True(MayHold(new string(' ', before) + "0x5207;"));
            Assert.False(MayHold(new string(' ', before) + "\"M00760\";"));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void A_code_is_found_at_the_end_of_a_long_word(int before)
    {
        Assert.True(MayHold(new string('A', before) + "M0076"));
        Assert.True(MayHold("\"" + new string('A', before) + "M0076\";"));
        Assert.False(MayHold(new string('A', before) + "M0077"));
        Assert.False(MayHold(new string('A', before) + "M0076" + new string('A', before)));
    }

    [Fact]
    public void Only_the_block_that_the_code_stands_in_may_hold_it()
    {
        var padding = new string(' ', 5_000);
        var tree = CSharpSyntaxTree.ParseText($$"""
            class C
            {
                void Before() { Bill("99213"); }{{padding}}
                void At() { Bill("M0076"); }
                void Bare() => Bill("M0076");
                void Between() { Bill("99213"); }
                void Number() { Bill(20_999); }
                void After() { Bill("99213"); }
            }
            """);
        var filter = new LiteralFilter(new GuardedCodeIndex(PolicyCodes.All));

        Assert.Equal(["At", "Bare", "Number"], tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => filter.MayHold((SyntaxNode?)method.Body ?? method.ExpressionBody!, default)).Select(method => method.Identifier.Text));
    }

    [Fact]
    public void A_code_that_ends_with_a_letter_is_found_in_either_case()
    {
        var filter = new LiteralFilter(new GuardedCodeIndex([new GuardedCode("0232T", "Injection of platelet rich plasma", "Cpt0232T")]));

        Assert.True(filter.MayHold(Parse("var c = \"0232t\";"), default));
        Assert.False(filter.MayHold(Parse("var c = \"0232u\";"), default));
    }

    private static bool MayHold(string text) => new LiteralFilter(new GuardedCodeIndex(PolicyCodes.All)).MayHold(Parse(text), default);

    private static SyntaxNode Parse(string text) => CSharpSyntaxTree.ParseText(text).GetRoot();
}
