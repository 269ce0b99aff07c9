using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProloCodebook.Tests.VisualBasic.Translation;

/// <content>Types and members.</content>
internal sealed partial class VisualBasicTranslator
{
    public override string VisitCompilationUnit(CompilationUnitSyntax node)
        => string.Concat(node.Usings.Select(u => u.StaticKeyword != default || u.NamespaceOrType is not TypeSyntax type ? throw new NotSupportedException("using") : $"Imports {(u.Alias is { } alias ? Name(alias.Name.Identifier) + " = " : "")}{Type(type)}\n"))
            + string.Concat(node.AttributeLists.Select(Visit))
            + All(node.Members, "");

    public override string VisitNamespaceDeclaration(NamespaceDeclarationSyntax node) => $"Namespace {Type(node.Name)}\n{All(node.Members, "")}End Namespace\n";

    public override string VisitClassDeclaration(ClassDeclarationSyntax node)
        => node.ParameterList is not null ? throw new NotSupportedException("primary constructor")
            : node.Modifiers.Any(SyntaxKind.StaticKeyword) && node.Members.OfType<MethodDeclarationSyntax>().Any(IsExtension) ? Container("Module", node)
            : Container("Class", node);

    public override string VisitStructDeclaration(StructDeclarationSyntax node)
        => node.ParameterList is not null || node.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) || node.Modifiers.Any(SyntaxKind.RefKeyword) ? throw new NotSupportedException("struct") : Container("Structure", node);

    public override string VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => Container("Interface", node);

    public override string VisitEnumDeclaration(EnumDeclarationSyntax node)
        => $"{Attributes(node.AttributeLists)}{Access(node)} Enum {Name(node.Identifier)}\n{string.Concat(node.Members.Select(m => Name(m.Identifier) + (m.EqualsValue is { } value ? " = " + Visit(value.Value) : "") + "\n"))}End Enum\n";

    public override string VisitDelegateDeclaration(DelegateDeclarationSyntax node)
        => $"{Access(node)} Delegate {SubOrFunction(node.ReturnType)} {Name(node.Identifier)}{TypeParameters(node.TypeParameterList, node.ConstraintClauses)}({All(node.ParameterList.Parameters, ", ")}){As(node.ReturnType)}\n";

    public override string VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        var modifiers = Modifiers(node, "Dim");
        return Attributes(node.AttributeLists) + string.Concat(node.Declaration.Variables.Select(variable =>
            $"{modifiers} {Name(variable.Identifier)} As {Type(node.Declaration.Type)}{(variable.Initializer is { } value ? " = " + Visit(value.Value) : "")}\n"));
    }

    public override string VisitEventFieldDeclaration(EventFieldDeclarationSyntax node)
        => string.Concat(node.Declaration.Variables.Select(variable => $"{Modifiers(node, "")} Event {Name(variable.Identifier)} As {Type(node.Declaration.Type)}\n"));

    public override string VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var isAuto = node.ExpressionBody is null && node.AccessorList!.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null });
        if (node.ExplicitInterfaceSpecifier is not null || node.AccessorList?.Accessors.Any(accessor => accessor.Modifiers.Count > 0 || accessor.IsKind(SyntaxKind.InitAccessorDeclaration)) == true)
        {
            throw new NotSupportedException("accessor");
        }

        var symbol = _model.GetDeclaredSymbol(node)!;
        var isReadOnly = symbol.SetMethod is null;
        var head = $"{Attributes(node.AttributeLists)}{Modifiers(node, "")} {(isReadOnly ? "ReadOnly " : "")}Property {Name(node.Identifier)} As {Type(node.Type)}";
        if (isAuto)
        {
            return $"{head}{(node.Initializer is { } value ? " = " + Visit(value.Value) : "")}{Implements(symbol)}\n";
        }

        var accessors = node.ExpressionBody is { } expression
            ? $"Get\nReturn {Visit(expression.Expression)}\nEnd Get\n"
            : string.Concat(node.AccessorList!.Accessors.Select(accessor => Accessor(accessor, Type(node.Type))));
        return $"{head}{Implements(symbol)}\n{accessors}End Property\n";
    }

    public override string VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (node.ExplicitInterfaceSpecifier is not null || node.ReturnType is RefTypeSyntax || node.Modifiers.Any(SyntaxKind.ExternKeyword))
        {
            throw new NotSupportedException("method");
        }

        var symbol = _model.GetDeclaredSymbol(node)!;
        var isIterator = node.DescendantNodes().Any(inner => inner is YieldStatementSyntax);
        var head = $"{(IsExtension(node) ? "<System.Runtime.CompilerServices.Extension>\n" : "")}{Attributes(node.AttributeLists)}{Modifiers(node, "")}{(isIterator ? " Iterator" : "")} {SubOrFunction(node.ReturnType)} {Name(node.Identifier)}"
            + $"{TypeParameters(node.TypeParameterList, node.ConstraintClauses)}({All(node.ParameterList.Parameters, ", ")}){As(node.ReturnType)}{Implements(symbol)}\n";
        return node.Body is null && node.ExpressionBody is null
            ? head
            : $"{head}{Body(node.Body, node.ExpressionBody, returns: !symbol.ReturnsVoid && !(symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 }))}End {SubOrFunction(node.ReturnType)}\n";
    }

    public override string VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var access = node.Modifiers.Any(SyntaxKind.StaticKeyword) ? "Shared" : Access(node);
        var chained = node.Initializer is { } initializer ? $"{(initializer.IsKind(SyntaxKind.BaseConstructorInitializer) ? "MyBase" : "Me")}.New({All(initializer.ArgumentList.Arguments, ", ")})\n" : "";
        return $"{Attributes(node.AttributeLists)}{access} Sub New({All(node.ParameterList.Parameters, ", ")})\n{chained}{Body(node.Body, node.ExpressionBody, returns: false)}End Sub\n";
    }

    public override string VisitParameter(ParameterSyntax node)
    {
        var symbol = _model.GetDeclaredSymbol(node)!;
        var how = symbol switch
        {
            { IsParams: true } => "ParamArray ",
            { RefKind: RefKind.Out } => "<System.Runtime.InteropServices.Out> ByRef ",
            { RefKind: RefKind.Ref } => "ByRef ",
            { RefKind: not RefKind.None } => throw new NotSupportedException("in"),
            { HasExplicitDefaultValue: true } => "Optional ",
            _ => "",
        };
        return $"{string.Concat(node.AttributeLists.Select(list => $"<{All(list.Attributes, ", ")}> "))}{how}{Name(node.Identifier)} As {Type(node.Type!)}{(node.Default is { } value ? " = " + Visit(value.Value) : "")}";
    }

    public override string VisitAttributeList(AttributeListSyntax node)
        => node.Target is { } target
            ? string.Concat(node.Attributes.Select(attribute => target.Identifier.ValueText == "assembly" ? $"<Assembly: {Visit(attribute)}>\n" : throw new NotSupportedException("target")))
            : $"<{All(node.Attributes, ", ")}>\n";

    public override string VisitAttribute(AttributeSyntax node) => $"{Type(node.Name)}({All(node.ArgumentList?.Arguments ?? [], ", ")})";

    public override string VisitAttributeArgument(AttributeArgumentSyntax node)
        => node.NameEquals is { } property ? $"{Name(property.Name.Identifier)}:={Visit(node.Expression)}" : node.NameColon is not null ? throw new NotSupportedException("named") : Visit(node.Expression)!;

    private string Container(string kind, TypeDeclarationSyntax node)
    {
        var symbol = _model.GetDeclaredSymbol(node)!;
        var modifiers = new List<string> { Access(node) };
        AddIf(node.Modifiers.Any(SyntaxKind.PartialKeyword), "Partial");
        AddIf(kind == "Class" && node.Modifiers.Any(SyntaxKind.AbstractKeyword), "MustInherit");
        AddIf(kind == "Class" && (node.Modifiers.Any(SyntaxKind.SealedKeyword) || node.Modifiers.Any(SyntaxKind.StaticKeyword)), "NotInheritable");
        if (node.Modifiers.Any(SyntaxKind.FileKeyword))
        {
            throw new NotSupportedException("file");
        }

        var bases = (node.BaseList?.Types ?? [])
            .Select(type => (Text: Type(type.Type), IsInterface: _model.GetTypeInfo(type.Type).Type?.TypeKind == TypeKind.Interface))
            .Select(type => $"{(type.IsInterface && symbol.TypeKind != TypeKind.Interface ? "Implements" : "Inherits")} {type.Text}\n");
        return $"{Attributes(node.AttributeLists)}{string.Join(" ", modifiers)} {kind} {Name(node.Identifier)}{TypeParameters(node.TypeParameterList, node.ConstraintClauses)}\n{string.Concat(bases)}{All(node.Members, "")}End {kind}\n";

        void AddIf(bool condition, string modifier)
        {
            if (condition)
            {
                modifiers.Add(modifier);
            }
        }
    }

    private string Accessor(AccessorDeclarationSyntax accessor, string type)
        => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)
            ? $"Get\n{Body(accessor.Body, accessor.ExpressionBody, returns: true)}End Get\n"
            : $"Set(value As {type})\n{Body(accessor.Body, accessor.ExpressionBody, returns: false)}End Set\n";

    private string Body(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, bool returns)
        => Nested(() => block is not null ? Visit(block)! : arrow is null ? throw new NotSupportedException("no body") : arrow.Expression is ThrowExpressionSyntax { Expression: var thrown } ? $"Throw {Visit(thrown)}\n" : (returns ? "Return " : "") + Visit(arrow.Expression) + "\n");

    private string Attributes(SyntaxList<AttributeListSyntax> lists) => string.Concat(lists.Select(Visit));

    private string Access(MemberDeclarationSyntax node) => Access(_model.GetDeclaredSymbol(node));

    private static string Access(ISymbol? symbol) => symbol is null || symbol.ContainingType?.TypeKind == TypeKind.Interface ? "" : symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => "Public",
        Accessibility.Internal => "Friend",
        Accessibility.Protected => "Protected",
        Accessibility.ProtectedOrInternal => "Protected Friend",
        Accessibility.ProtectedAndInternal => "Private Protected",
        _ => "Private",
    };

    private string Modifiers(MemberDeclarationSyntax node, string otherwise)
    {
        var isModule = node.Parent is ClassDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.StaticKeyword) && type.Members.OfType<MethodDeclarationSyntax>().Any(IsExtension);
        var words = new List<string>();
        var access = node is BaseFieldDeclarationSyntax field ? Access(_model.GetDeclaredSymbol(field.Declaration.Variables[0])) : Access(node);
        words.Add(access);
        foreach (var modifier in node.Modifiers)
        {
            words.Add(modifier.Kind() switch
            {
                SyntaxKind.StaticKeyword => isModule ? "" : "Shared",
                SyntaxKind.ReadOnlyKeyword => "ReadOnly",
                SyntaxKind.ConstKeyword => "Const",
                SyntaxKind.AbstractKeyword => "MustOverride",
                SyntaxKind.VirtualKeyword => "Overridable",
                SyntaxKind.OverrideKeyword => "Overrides",
                SyntaxKind.SealedKeyword => "NotOverridable",
                SyntaxKind.NewKeyword => "Shadows",
                SyntaxKind.AsyncKeyword => "Async",
                SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword => "",
                _ => throw new NotSupportedException(modifier.Text),
            });
        }

        return string.Join(" ", words.Where(word => word.Length > 0)) is { Length: > 0 } text ? text : otherwise;
    }

    /// <summary>Every implementation says what it implements.</summary>
    private string Implements(ISymbol symbol)
    {
        if (symbol.ContainingType.TypeKind == TypeKind.Interface || symbol.IsOverride)
        {
            return "";
        }

        var members = symbol.ContainingType.AllInterfaces
            .SelectMany(type => type.GetMembers(symbol.Name))
            .Where(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol))
            .Select(member => $"{Type(member.ContainingType)}.{Name(member.Name)}")
            .ToList();
        return members.Count == 0 ? "" : " Implements " + string.Join(", ", members);
    }

    private static bool IsExtension(MethodDeclarationSyntax method) => method.ParameterList.Parameters is [var first, ..] && first.Modifiers.Any(SyntaxKind.ThisKeyword);

    private static string SubOrFunction(TypeSyntax returnType) => returnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? "Sub" : "Function";

    private string As(TypeSyntax returnType) => SubOrFunction(returnType) == "Sub" ? "" : " As " + Type(returnType);
}
