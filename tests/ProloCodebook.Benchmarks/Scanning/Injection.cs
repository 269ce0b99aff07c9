using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Benchmarks.Scanning;

/// <summary>
/// Puts evaluations, guards and bills of M0076 at random places between the statements of real methods, so that the analysis meets them in every
/// control flow that people write. The same seed puts them at the same places.
/// </summary>
internal sealed class Injection(int seed, double share) : CSharpSyntaxRewriter
{
    private const string Evaluate = "global::ProloCodebook.PolicyEvaluator.Evaluate(\"M0076\", global::ProloCodebook.Payer.Medicare)";

    private static readonly string[] s_statements =
    [
        "{ global::Injected.Bill(\"M0076\"); }",
        "{ string injected = \"M0076\"; global::Injected.Bill(injected); }",
        $"if ({Evaluate}.IsGoverned) {{ throw new global::System.InvalidOperationException(); }}",
        $"if ({Evaluate}.IsGoverned) {{ global::Injected.Note(1); }} else {{ global::Injected.Bill(\"M0076\"); }}",
        $"{{ var decision = {Evaluate}; global::Injected.Note(decision); }}",
        $"while (global::Injected.Flag()) {{ if ({Evaluate}.IsGoverned) {{ break; }} global::Injected.Bill(\"M0076\"); }}",
        $"try {{ if ({Evaluate}.IsGoverned) {{ throw new global::System.InvalidOperationException(); }} }} catch (global::System.InvalidOperationException) {{ }} finally {{ global::Injected.Note(2); }}",
        "global::System.Action injectedAction = () => global::Injected.Bill(\"M0076\");",
        "if (global::Injected.Text == \"M0076\") { global::Injected.Bill(global::Injected.Text); }",
        "global::Injected.Text = \"M0076\";",
    ];

    public const string Helpers = """
        internal static class Injected
        {
            public static string Text;
            public static bool Flag() => System.DateTime.Now.Ticks > 1;
            public static void Note(object value) => System.Console.WriteLine(value);
            public static void Bill(string code) => Submit(code, 1m);
            private static void Submit(string code, decimal amount) => System.IO.File.AppendAllText("claims", code + amount);
        }
        """;

    private readonly Random _random = new(seed);

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        var statements = new List<StatementSyntax>();
        foreach (var statement in visited.Statements)
        {
            if (_random.NextDouble() < share)
            {
                statements.Add(SyntaxFactory.ParseStatement(s_statements[_random.Next(s_statements.Length)] + "\n"));
            }

            statements.Add(statement);
        }

        return statements.Count == visited.Statements.Count ? visited : visited.WithStatements(SyntaxFactory.List(statements));
    }

    public static SyntaxTree Apply(SyntaxTree tree, int seed, double share)
    {
        var root = new Injection(seed, share).Visit(tree.GetRoot());
        return CSharpSyntaxTree.ParseText(root.ToFullString(), (CSharpParseOptions)tree.Options, tree.FilePath);
    }
}
