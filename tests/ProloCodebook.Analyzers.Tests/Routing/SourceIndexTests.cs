using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProloCodebook.Routing;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Routing;

/// <summary>The look at a file's words may say yes too often; a file that it passes over wrongly would hide a caller or an implementation.</summary>
public class SourceIndexTests
{
    [Fact]
    public void Every_name_of_a_file_is_held_also_across_the_pieces_it_is_read_in()
    {
        var members = string.Join("\n", Enumerable.Range(0, 2000).Select(i => $"int field{i}{new string('x', i % 17)}; // and some words"));
        var tree = CSharpSyntaxTree.ParseText($"class Große {{ {members} }}");
        var names = tree.GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToList();
        Assert.Equal(2001, names.Count);
        Assert.All(names, name => Assert.True(WordFilter.Of(tree).MayHold(WordFilter.HashOf(name)), name));
    }

    [Fact]
    public void A_name_is_held_wherever_the_piece_that_is_read_ends()
    {
        for (var before = TextPieces.MaxLength - 30; before < TextPieces.MaxLength + 10; before++)
        {
            var tree = CSharpSyntaxTree.ParseText(new string(' ', before) + "class Claims { } class Sub\\u006dit { }");
            Assert.True(WordFilter.Of(tree).MayHold(WordFilter.HashOf("Claims")));
            Assert.True(WordFilter.Of(tree).MayHold(WordFilter.HashOf("Submit")));
        }
    }

    [Fact]
    public void Names_around_a_literal_of_many_pieces_are_held()
    {
        var tree = CSharpSyntaxTree.ParseText($"class Before {{ string s = \"{new string('A', 3 * TextPieces.MaxLength)}\"; }} class Behind {{ }}");
        Assert.True(WordFilter.Of(tree).KnowsAllWords);
        Assert.All(["Before", "s", "Behind"], name => Assert.True(WordFilter.Of(tree).MayHold(WordFilter.HashOf(name)), name));
        Assert.False(WordFilter.Of(tree).MayHold(WordFilter.HashOf("Between")));
    }

    [Theory]
    [InlineData("Bill", "Bil1")]
    [InlineData("Billing", "Billind")]
    [InlineData("BillingCode", "BillingMode")]
    [InlineData("Total1Code", "Total2Code")]
    public void Names_that_differ_in_one_character_are_told_apart(string held, string other)
    {
        var tree = CSharpSyntaxTree.ParseText($"class {held} {{ }}");
        Assert.True(WordFilter.Of(tree).MayHold(WordFilter.HashOf(held)));
        Assert.False(WordFilter.Of(tree).MayHold(WordFilter.HashOf(other)));
    }

    [Fact]
    public void Few_files_are_looked_at_in_vain()
    {
        var tree = CSharpSyntaxTree.ParseText(string.Join("\n", Enumerable.Range(0, 300).Select(i => $"class Type{i} {{ int field{i}; }}")));
        Assert.InRange(Enumerable.Range(0, 1000).Count(i => WordFilter.Of(tree).MayHold(WordFilter.HashOf("other" + i))), 0, 150);
    }

    [Theory]
    [InlineData("class C { void M() { Sub\\u006dit(); } }")]
    [InlineData("class C { void M() { @Submit(); } }")]
    [InlineData("class C { void M() { Sub\u200Dmit(); } }")]
    public void A_name_is_held_however_it_is_spelled(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        Assert.Contains("Submit", tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText));
        Assert.True(WordFilter.Of(tree).MayHold(WordFilter.HashOf("Submit")));
    }

    [Fact]
    public void Evaluating_methods_are_held_by_the_beginning_of_their_names()
    {
        var mark = WordFilter.HashOf(WordFilter.EvaluateMark);
        Assert.True(WordFilter.Of(CSharpSyntaxTree.ParseText("class C { void M() => EvaluateAsync(); }")).MayHold(mark));
        Assert.True(WordFilter.Of(CSharpSyntaxTree.ParseText("class C { void M() => Evaluate(); }")).MayHold(mark));
        Assert.False(WordFilter.Of(CSharpSyntaxTree.ParseText("class C { void M() => Evaluator(); }")).MayHold(mark));
    }

    [Fact]
    public void Derived_types_are_found_through_others_through_aliases_and_in_other_files()
    {
        var index = IndexOf(
            "interface ISubmit { void Submit(); } class Other : System.IDisposable { }",
            "using Alias = ISubmit; interface IMore : Alias { }",
            "class Base<T> : T2, IMore { } class Unrelated { }",
            "sealed class Leaf : Base<int> { }");
        Assert.Equal(["IMore", "Base", "Leaf"], index.TypesBelow("ISubmit").Select(type => type.Name));
    }

    [Fact]
    public void Overriding_types_are_found_also_in_parts_without_a_base_list_and_records_for_what_the_compiler_writes()
    {
        var sources = new[] { "class A { public virtual void Submit() { } public override string ToString() => \"\"; }", "partial class B { public override void Submit() { } } record R : S;", "class C { void Submit() { } }" };
        var compilation = CSharpCompilation.Create("Test", sources.Select((text, i) => CSharpSyntaxTree.ParseText(text, path: i + ".cs")));
        var index = new SourceIndex(compilation);
        var type = compilation.GetTypeByMetadataName("A")!;
        Assert.Equal(["B"], index.TypesOverriding(type.GetMembers("Submit").Single()).Select(found => found.Name));
        Assert.Equal(["A", "R"], index.TypesOverriding(type.GetMembers("ToString").Single()).Select(found => found.Name));
    }

    [Fact]
    public void Declarations_that_mention_a_name_are_found_in_each_file()
    {
        var index = IndexOf("class A { void First() { Submit(); } void Second() { Other(); } }", "class B { int Third => Submit(); } // Fourth Submit", "class C { void Fifth() { } }");

        Assert.Equal(["First", "Third"], index.DeclarationsMentioning(["Submit"]).Order(StringComparer.Ordinal));
        Assert.Equal(["First", "Second", "Third"], index.DeclarationsMentioning(["Submit", "Other"]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(index.DeclarationsMentioning(["Fifth", "Missing"]), name => name is "First" or "Second" or "Third");
    }

    [Fact]
    public void A_name_at_the_very_beginning_of_a_file_is_found()
    {
        var tree = CSharpSyntaxTree.ParseText("Submit(); Submit();");

        Assert.Equal([0, 10], TreeIndex.Of(tree).MentionsOf("Submit").Select(node => node.SpanStart));
    }

    [Fact]
    public void A_declaration_is_one_and_the_same_by_its_syntax()
    {
        var types = new TreeWalk(CSharpSyntaxTree.ParseText("class A : X { } class B : X { }").GetRoot()).Types;

        Assert.Equal(2, types.Count);
        Assert.Equal(types[0], types[0] with { Name = "C" });
        Assert.NotEqual(types[0], types[1]);
        Assert.False(types[0].Equals(null));
    }

    [Fact]
    public void What_is_found_word_by_word_is_what_a_walk_through_the_whole_file_finds()
    {
        foreach (var source in new[] { OddPlaces, ContractStub.Source })
        {
            var walk = new TreeWalk(Parse(source).GetRoot());
            Assert.True(WordFilter.Of(Parse(source)).KnowsAllWords);
            foreach (var name in walk.Names.Keys.Append("OnlyInAComment"))
            {
                // A new file for each, since one that is asked for many names is walked.
                var index = TreeIndex.Of(Parse(source));
                var expected = walk.Names.TryGetValue(name, out var mentioned) ? mentioned : Mentioned.Nowhere;
                Assert.Equal(expected.Positions, index.MentionsOf(name).Select(node => node.SpanStart));
                Assert.Equal(expected.Declarations.Order(), index.DeclarationsMentioning(name).Order());
                Assert.Equal(walk.Types.Where(type => type.Bases!.Contains(name)).Select(type => type.Name), index.TypesWith(name).Where(type => type.Bases!.Contains(name)).Select(type => type.Name));
                Assert.Equal(walk.Types.Where(type => type.Overrides!.Contains(name)).Select(type => type.Name), index.TypesWith(name).Where(type => type.Overrides!.Contains(name)).Select(type => type.Name));
                Assert.Equal(walk.Aliases.Where(alias => alias.Target.Contains(name)).Select(alias => alias.Alias), index.AliasesWith(name).Where(alias => alias.Target.Contains(name)).Select(alias => alias.Alias));
            }

            Assert.Equal(walk.Names.Keys.Where(name => name.StartsWith("Evaluate", StringComparison.Ordinal)).Order(), TreeIndex.Of(Parse(source)).NamesBeginningWith("Evaluate").Order());
        }

        static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
    }

    private const string OddPlaces = """
        using Alias = System.Collections.Generic.List<Item>;
        #if NEVER
        class Off { void M() { OnlyInAComment(); } }
        #endif
        /// <see cref="Submit"/> OnlyInAComment
        [Marked(nameof(Submit))]
        class Item : Base<Alias>, IOther
        {
            int field = EvaluateAll(1); // OnlyInAComment
            public override void Submit() { @Submit(); this.Submit(); Submit<int>(); SubmitAll("Submit OnlyInAComment", $"{Submit} Submit"); }
            public override int this[int index] { get => Submit(index); }
            Item() : base(x => new Item()) { }
            class Inner : Item { public override string ToString() => nameof(Evaluated) + Evaluate() + reEvaluate; }
        }
        record Line(Item Item) : Item(Submit) { }
        """;

    private static SourceIndex IndexOf(params string[] sources)
        => new(CSharpCompilation.Create("Test", sources.Select((text, i) => CSharpSyntaxTree.ParseText(text, path: i + ".cs"))));
}
