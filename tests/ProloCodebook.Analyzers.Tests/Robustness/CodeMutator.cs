using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// Makes other programs of given ones. Half of the changes keep the syntax whole, so that the analysis gets past the parser; the others break it,
/// as an editor has it between two key strokes.
/// </summary>
internal sealed class CodeMutator(IReadOnlyList<string> sources, Random random)
{
    private static readonly string[] s_wrappers =
    [
        "try {{ {0} }} catch (InvalidOperationException) {{ }}",
        "try {{ {0} }} catch {{ throw; }}",
        "try {{ }} finally {{ {0} }}",
        "if (Flag()) {{ {0} }}",
        "if (PolicyEvaluator.Evaluate(\"M0076\", AnyPayer()).IsGoverned) {{ return; }} {0}",
        "while (Flag()) {{ {0} }}",
        "do {{ {0} }} while (Flag());",
        "foreach (var wrapped in new[] {{ 1, 2 }}) {{ {0} }}",
        "void Wrapped() {{ {0} }} Wrapped();",
        "Action wrapped = () => {{ {0} }}; wrapped();",
        "lock (new object()) {{ {0} }}",
        "switch (Flag()) {{ case true: {{ {0} }} break; default: break; }}",
        "using (new System.IO.MemoryStream()) {{ {0} }}",
        "{{ goto wrapped; wrapped: {0} }}",
        "unsafe {{ {0} }}",
        "await Task.Run(() => {{ {0} }});",
        "yield return 1; {0}",
    ];

    public string Next()
    {
        var text = Pick(sources);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            text = Change(text);
        }

        return text;
    }

    private string Change(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return random.Next(12) switch
        {
            0 or 1 => DropTokens(root, _ => true, random.Next(1, 4)),
            2 => DropTokens(root, token => token.IsKind(SyntaxKind.SemicolonToken), random.Next(1, 6)),
            3 => DropTokens(root, token => token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.CloseParenToken, 1),
            4 => SwapTokens(root),
            5 => Replace<StatementSyntax>(root, statement => statement.ToFullString() + statement.ToFullString()),
            6 => Replace<StatementSyntax>(root, statement => string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(s_wrappers), statement.ToFullString()) + "\n"),
            7 => ReplaceByAnother<StatementSyntax>(root),
            8 => ReplaceByAnother<ExpressionSyntax>(root),
            9 => ReplaceByAnother<MemberDeclarationSyntax>(root),
            10 => Replace<TypeSyntax>(root, _ => Pick(["dynamic", "Missing", "object", "string", "int", "var", "List<Missing<string>>", "(string, Missing)", "ref string"]) + " "),
            _ => Replace<MemberDeclarationSyntax>(root, member => random.Next(2) == 0 ? string.Empty : member.ToFullString() + member.ToFullString()),
        };
    }

    private string DropTokens(SyntaxNode root, Func<SyntaxToken, bool> which, int count)
    {
        var tokens = root.DescendantTokens().ToList();
        for (; count > 0; count--)
        {
            var candidates = Enumerable.Range(0, tokens.Count).Where(i => which(tokens[i])).ToList();
            if (candidates.Count == 0)
            {
                break;
            }

            tokens.RemoveAt(Pick(candidates));
        }

        return string.Concat(tokens.Select(token => token.ToFullString()));
    }

    private string SwapTokens(SyntaxNode root)
    {
        var tokens = root.DescendantTokens().Select(token => token.ToFullString()).ToList();
        if (tokens.Count > 0)
        {
            var (left, right) = (random.Next(tokens.Count), random.Next(tokens.Count));
            (tokens[left], tokens[right]) = (tokens[right], tokens[left]);
        }

        return string.Concat(tokens);
    }

    private string ReplaceByAnother<T>(SyntaxNode root)
        where T : SyntaxNode
    {
        var others = CSharpSyntaxTree.ParseText(Pick(sources)).GetRoot().DescendantNodes().OfType<T>().ToList();
        return others.Count == 0 ? root.ToFullString() : Replace<T>(root, _ => Pick(others).ToFullString());
    }

    private string Replace<T>(SyntaxNode root, Func<T, string> change)
        where T : SyntaxNode
    {
        var text = root.ToFullString();
        var nodes = root.DescendantNodes().OfType<T>().ToList();
        if (nodes.Count == 0)
        {
            return text;
        }

        var node = Pick(nodes);
        return text[..node.FullSpan.Start] + change(node) + text[node.FullSpan.End..];
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
