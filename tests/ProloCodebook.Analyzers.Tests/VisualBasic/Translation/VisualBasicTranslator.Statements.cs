using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Tests.VisualBasic.Translation;

/// <content>Statements: each ends with a line break.</content>
internal sealed partial class VisualBasicTranslator
{
    public override string VisitBlock(BlockSyntax node)
        => node.Parent is BlockSyntax ? throw new NotSupportedException("block in a block") : All(node.Statements, "");

    public override string VisitEmptyStatement(EmptyStatementSyntax node) => "";

    public override string VisitExpressionStatement(ExpressionStatementSyntax node)
        => node.Expression is InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax or ConditionalAccessExpressionSyntax
            ? Visit(node.Expression) + "\n"
            : throw new NotSupportedException("expression statement");

    public override string VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node)
    {
        if (node.UsingKeyword != default || node.Declaration.Type is RefTypeSyntax)
        {
            throw new NotSupportedException("using declaration");
        }

        var keyword = node.IsConst ? "Const" : "Dim";
        return string.Concat(node.Declaration.Variables.Select(variable =>
            $"{keyword} {Name(variable.Identifier)}{(node.Declaration.Type.IsVar ? "" : " As " + Type(node.Declaration.Type))}{(variable.Initializer is { } value ? " = " + Visit(value.Value) : "")}\n"));
    }

    public override string VisitReturnStatement(ReturnStatementSyntax node) => node.Expression is null ? "Return\n" : $"Return {Visit(node.Expression)}\n";

    public override string VisitThrowStatement(ThrowStatementSyntax node) => node.Expression is null ? "Throw\n" : $"Throw {Visit(node.Expression)}\n";

    public override string VisitYieldStatement(YieldStatementSyntax node) => node.Expression is null ? "Return\n" : $"Yield {Visit(node.Expression)}\n";

    public override string VisitIfStatement(IfStatementSyntax node)
        => $"If {Visit(node.Condition)} Then\n{Visit(node.Statement)}{(node.Else is { } other ? $"Else\n{Visit(other.Statement)}" : "")}End If\n";

    public override string VisitForEachStatement(ForEachStatementSyntax node)
        => node.AwaitKeyword != default
            ? throw new NotSupportedException("await foreach")
            : $"For Each {Name(node.Identifier)}{(node.Type.IsVar ? "" : " As " + Type(node.Type))} In {Visit(node.Expression)}\n{Body("For", node.Statement)}Next\n";

    public override string VisitForStatement(ForStatementSyntax node)
    {
        if (node.Declaration is not { Variables: [{ Initializer: { } start } variable] } || node.Condition is null || node.DescendantNodes().Any(inner => inner.IsKind(SyntaxKind.ContinueStatement)))
        {
            throw new NotSupportedException("for");
        }

        return $"Dim {Name(variable.Identifier)} = {Visit(start.Value)}\nWhile {Visit(node.Condition)}\n{Body("While", node.Statement)}{string.Concat(node.Incrementors.Select(i => Visit(i) + "\n"))}End While\n";
    }

    public override string VisitWhileStatement(WhileStatementSyntax node) => $"While {Visit(node.Condition)}\n{Body("While", node.Statement)}End While\n";

    public override string VisitDoStatement(DoStatementSyntax node)
    {
        var body = Body("Do", node.Statement);
        return $"Do\n{body}Loop While {Visit(node.Condition)}\n";
    }

    public override string VisitBreakStatement(BreakStatementSyntax node) => $"Exit {_breakable.Peek()}\n";

    public override string VisitContinueStatement(ContinueStatementSyntax node) => $"Continue {_breakable.First(kind => kind != "Select")}\n";

    public override string VisitLockStatement(LockStatementSyntax node) => $"SyncLock {Visit(node.Expression)}\n{Visit(node.Statement)}End SyncLock\n";

    public override string VisitUsingStatement(UsingStatementSyntax node)
        => node.AwaitKeyword != default ? throw new NotSupportedException("await using")
            : node.Expression is { } expression ? $"Using {Visit(expression)}\n{Visit(node.Statement)}End Using\n"
            : node.Declaration is { Variables: [{ Initializer: { } value } variable] } ? $"Using {Name(variable.Identifier)} = {Visit(value.Value)}\n{Visit(node.Statement)}End Using\n"
            : throw new NotSupportedException("using");

    public override string VisitTryStatement(TryStatementSyntax node)
        => $"Try\n{Visit(node.Block)}{All(node.Catches, "")}{(node.Finally is { } last ? $"Finally\n{Visit(last.Block)}" : "")}End Try\n";

    public override string VisitCatchClause(CatchClauseSyntax node)
    {
        var exception = node.Declaration is { } declaration
            ? $" {(declaration.Identifier.ValueText is { Length: > 0 } name ? Name(name) : "caught")} As {Type(declaration.Type)}"
            : "";
        return $"Catch{exception}{(node.Filter is { } filter ? $" When {Visit(filter.FilterExpression)}" : "")}\n{Visit(node.Block)}";
    }

    public override string VisitSwitchStatement(SwitchStatementSyntax node)
    {
        _breakable.Push("Select");
        var text = $"Select Case {Visit(node.Expression)}\n{All(node.Sections, "")}End Select\n";
        _breakable.Pop();
        return text;
    }

    public override string VisitSwitchSection(SwitchSectionSyntax node)
    {
        if (node.Labels.Any(SyntaxKind.DefaultSwitchLabel) && (node.Labels.Count > 1 || node != ((SwitchStatementSyntax)node.Parent!).Sections.Last()))
        {
            throw new NotSupportedException("default");
        }

        var statements = node.Statements is [.., BreakStatementSyntax] ? node.Statements.Take(node.Statements.Count - 1) : node.Statements;
        var label = node.Labels.Any(SyntaxKind.DefaultSwitchLabel) ? "Case Else" : "Case " + string.Join(", ", node.Labels.Select(label => label is CaseSwitchLabelSyntax constant ? Visit(constant.Value) : throw new NotSupportedException("pattern")));
        return $"{label}\n{string.Concat(statements.SelectMany(statement => statement is BlockSyntax block ? block.Statements.Where(inner => inner is not BreakStatementSyntax) : [statement]).Select(Visit))}";
    }

    private string Body(string kind, StatementSyntax body)
    {
        _breakable.Push(kind);
        var text = Visit(body)!;
        _breakable.Pop();
        return text;
    }

    /// <summary>Within another function there is nothing around to leave.</summary>
    private string Nested(Func<string> write)
    {
        var outer = _breakable.ToArray();
        _breakable.Clear();
        var text = write();
        foreach (var kind in outer.Reverse())
        {
            _breakable.Push(kind);
        }

        return text;
    }
}
