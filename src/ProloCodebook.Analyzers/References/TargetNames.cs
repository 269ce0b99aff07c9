using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;

namespace ProloCodebook.References;

/// <summary>The names that tell what a value is: of the carrier it is read from, and of what it is put into or compared with.</summary>
internal static class TargetNames
{
    // CollectionExpression and Spread, which the oldest compiler's API has no names for.
    private const int CollectionExpressionKind = 0x7F;

    // Broken code may define a variable by itself.
    private const int MaximumHops = 16;
    private const int MaximumDepth = 3;

    // var x = "20999"; y = x; Bill(y): as far as a reader looks.
    private const int MaximumUses = 2;
    private const int MaximumReads = 16;

    public static bool IsCollectionExpression(IOperation operation)
        => (int)operation.Kind == CollectionExpressionKind
            || (operation.Kind == OperationKind.None && SourceLanguage.IsCollectionExpression(operation.Syntax));

    /// <summary>From the nearest to the farthest.</summary>
    public static IEnumerable<(string Name, NameRole Role)> Of(IOperation operation, PolicySymbols symbols)
    {
        if (Carriers.WithoutConversions(operation) is IMemberReferenceOperation or ILocalReferenceOperation)
        {
            foreach (var name in OfExpression(operation))
            {
                yield return (name, NameRole.Value);
            }
        }

        foreach (var name in OfTarget(operation, NameRole.Value, MaximumUses))
        {
            yield return name;
        }
    }

    /// <summary>The types of the members it is passed or assigned to, unless they are the base library's, and what it stands in.</summary>
    public static IEnumerable<string> TypesAndMembersAround(IOperation operation, PolicySymbols symbols)
    {
        foreach (var type in TargetTypes(operation))
        {
            if (!IsBaseLibrary(type))
            {
                yield return type.Name;
            }
        }

        for (var symbol = EnclosingSymbol(operation); symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            foreach (var name in NamesOf(symbol))
            {
                yield return name;
            }
        }
    }

    /// <summary>
    /// The names by which an expression goes: of the variable, of the member and then of what it is a member of, of the key it is found by; for a variable
    /// that says nothing, of what it was taken from.
    /// </summary>
    public static IEnumerable<string> OfExpression(IOperation? expression, int depth = 0)
    {
        // What follows the receiver's name: claim.Number is a claim number.
        var member = "";
        for (var hops = 0; expression is not null && hops < MaximumHops && depth < MaximumDepth; hops++)
        {
            switch (expression)
            {
                case IConversionOperation conversion:
                    expression = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    expression = parenthesized.Operand;
                    break;
                case IAwaitOperation awaiting:
                    expression = awaiting.Operation;
                    break;
                case IDeclarationExpressionOperation declaration:
                    expression = declaration.Expression;
                    break;
                case ICoalesceOperation coalesce:
                    expression = coalesce.Value;
                    break;
                case IAssignmentOperation assignment:
                    expression = assignment.Target;
                    break;
                case IArrayElementReferenceOperation element:
                    expression = element.ArrayReference;
                    break;
                case IImplicitIndexerReferenceOperation slice:
                    expression = slice.Instance;
                    break;
                case IConditionalAccessInstanceOperation instance:
                    expression = ReceiverOf(instance);
                    break;
                case ILocalReferenceOperation local:
                    yield return local.Local.Name + member;
                    expression = Variables.OriginOf(local.Local, local);
                    member = "";
                    break;
                case IParameterReferenceOperation parameter:
                    yield return parameter.Parameter.Name + member;
                    expression = Variables.OriginOf(parameter.Parameter, parameter);
                    member = "";
                    break;
                case IFieldReferenceOperation field:
                    yield return Qualified(field, field.Field.Name) + member;
                    if (field.Instance is null or IInstanceReferenceOperation)
                    {
                        // An enum's or a static holder's name goes with the member's: ProcedureCodes.Unlisted.
                        if (field.Field.IsStatic)
                        {
                            yield return field.Field.ContainingType.Name;
                        }

                        yield break;
                    }

                    member = "_" + field.Field.Name;
                    expression = field.Instance;
                    break;
                case IPropertyReferenceOperation property:
                    foreach (var key in ConstantNames(property.Arguments))
                    {
                        yield return key;
                    }

                    if (property.Property.IsIndexer)
                    {
                        member = "";
                    }
                    else
                    {
                        yield return Qualified(property, property.Property.Name) + member;
                        member = "_" + property.Property.Name;
                    }

                    expression = property.Instance is IInstanceReferenceOperation ? null : property.Instance;
                    break;
                case IInvocationOperation call:
                    // row.Field<string>("cpt"), reader.GetString("zip")
                    foreach (var key in ConstantNames(call.Arguments))
                    {
                        yield return key;
                    }

                    // lines.Select(x => x.Code)
                    foreach (var name in call.Arguments.SelectMany(argument => OfExpression(SelectedBy(argument.Value), depth + 1)))
                    {
                        yield return name;
                    }

                    yield return call.TargetMethod.Name;
                    member = "";
                    expression = call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
                    break;
                case IConditionalAccessOperation access:
                    foreach (var name in OfExpression(access.WhenNotNull, depth + 1))
                    {
                        yield return name;
                    }

                    yield break;
                default:
                    // What an editor cannot bind yet has a name all the same.
                    if (SourceLanguage.NameOfExpression(expression.Syntax) is { } unbound)
                    {
                        yield return unbound;
                    }

                    yield break;
            }
        }
    }

    /// <summary>A member that is just called Code is qualified by what it belongs to, where that has a code of its own: country.Code.</summary>
    private static string Qualified(IMemberReferenceOperation reference, string name)
    {
        var owner = reference.Instance switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            _ => null,
        };
        return Qualified(NameWords.IsCodeOfSomethingElse(owner, name) ? owner : reference.Member.ContainingType?.Name, name);
    }

    private static string Qualified(string? owner, string name) => NameWords.IsCodeOfSomethingElse(owner, name) ? owner + "_" + name : name;

    private static IOperation? SelectedBy(IOperation argument)
        => argument is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } selected }] } } ? selected : null;

    private static IEnumerable<string> ConstantNames(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value.ConstantValue is { HasValue: true, Value: string key } && IsName(key))
            {
                yield return key;
            }
        }
    }

    private static IEnumerable<(string Name, NameRole Role)> OfTarget(IOperation operation, NameRole role, int uses)
    {
        if (SourceLanguage.ParameterWithDefault(operation.Syntax) is { } parameterWithDefault)
        {
            // Of a lambda or a local function: in no operation tree.
            yield return (parameterWithDefault, role);
        }

        for (IOperation current = operation, parent; current.Parent is not null; current = parent)
        {
            parent = current.Parent;
            switch (parent)
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Concatenate }:
                    break;
                case IBinaryOperation binary:
                    foreach (var name in OfExpression(binary.LeftOperand == current ? binary.RightOperand : binary.LeftOperand))
                    {
                        yield return (name, role);
                    }

                    yield break;
                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    foreach (var name in OfAssigned(assignment.Target, current))
                    {
                        yield return (name, role);
                    }

                    if (assignment.Target is ILocalReferenceOperation { Local: var local })
                    {
                        foreach (var name in OfUses(local, assignment, role, uses))
                        {
                            yield return name;
                        }
                    }

                    if (assignment.Parent is not IObjectOrCollectionInitializerOperation)
                    {
                        yield break;
                    }

                    // A member of an object under construction, which has a name, too, only where it is an element: values["cpt"] = …
                    if (assignment.Target is not IPropertyReferenceOperation { Property.IsIndexer: true })
                    {
                        yield break;
                    }

                    break;
                case ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation }:
                    // The key of ["20999"] = 35m.
                    role = NameRole.Key;
                    break;
                case IAssignmentOperation assignment:
                    foreach (var name in OfAssigned(assignment.Target, current))
                    {
                        yield return (name, role);
                    }

                    yield break;
                case IVariableDeclaratorOperation declarator:
                    yield return (declarator.Symbol.Name, role);
                    foreach (var name in OfUses(declarator.Symbol, declarator, role, uses))
                    {
                        yield return name;
                    }

                    yield break;
                case IVariableDeclarationOperation { Initializer: { } initializer } declaration when initializer == current:
                    // Visual Basic: one value for all that are declared together.
                    foreach (var declarator in declaration.Declarators)
                    {
                        yield return (declarator.Symbol.Name, role);
                        foreach (var name in OfUses(declarator.Symbol, declarator, role, uses))
                        {
                            yield return name;
                        }
                    }

                    yield break;
                case IFieldInitializerOperation initializer:
                    foreach (var field in initializer.InitializedFields)
                    {
                        yield return (Qualified(field.ContainingType?.Name, field.Name), role);
                    }

                    yield break;
                case IPropertyInitializerOperation initializer:
                    foreach (var property in initializer.InitializedProperties)
                    {
                        yield return (Qualified(property.ContainingType?.Name, property.Name), role);
                    }

                    yield break;
                case IParameterInitializerOperation initializer:
                    yield return (initializer.Parameter.Name, role);
                    yield break;
                case ITupleOperation tuple:
                    if (ElementName(tuple, current) is { } element)
                    {
                        yield return (element, role);
                    }

                    if (tuple.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Value == tuple)
                    {
                        foreach (var name in OfAssigned(deconstruction.Target, current))
                        {
                            yield return (name, role);
                        }

                        yield break;
                    }

                    break;
                case IArgumentOperation { Parent: IPropertyReferenceOperation indexer }:
                    // What is found by it, and then, in an initializer, what is initialized.
                    role = NameRole.Key;
                    if (indexer.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
                    {
                        parent = indexer;
                        break;
                    }

                    yield return (indexer.Property.IsIndexer ? ParameterName(indexer.Property, (IArgumentOperation)parent) : indexer.Property.Name, NameRole.Value);
                    foreach (var name in OfExpression(indexer.Instance))
                    {
                        yield return (name, role);
                    }

                    yield break;
                case IArgumentOperation argument:
                    var continues = false;
                    foreach (var name in OfArgument(argument))
                    {
                        if (name.Name.Length == 0)
                        {
                            continues = true;
                            role = name.Role;
                        }
                        else
                        {
                            yield return name;
                        }
                    }

                    if (!continues)
                    {
                        yield break;
                    }

                    break;
                case IInvocationOperation call when call.Instance == current:
                    // "20999".Equals(code), new[] { … }.Contains(code)
                    foreach (var argument in call.Arguments)
                    {
                        foreach (var name in OfExpression(argument.Value))
                        {
                            yield return (name, role);
                        }
                    }

                    if (call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean || !IsBaseLibrary(call.TargetMethod.ContainingType))
                    {
                        yield break;
                    }

                    break;
                case IInvocationOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } }:
                    // Add in a collection initializer: on to what is initialized.
                    break;
                case IForEachLoopOperation loop when loop.Collection == current || loop.Collection == operation:
                    if (loop.LoopControlVariable is IVariableDeclaratorOperation variable)
                    {
                        yield return (variable.Symbol.Name, role);
                        foreach (var name in OfUses(variable.Symbol, loop, role, uses))
                        {
                            yield return name;
                        }
                    }

                    yield break;
                case IReturnOperation:
                    for (var symbol = EnclosingFunction(parent, out var lambda); symbol is not null; symbol = null)
                    {
                        foreach (var name in NamesOf(symbol))
                        {
                            yield return (name, role);
                        }

                        if (lambda is not null)
                        {
                            parent = lambda;
                        }
                    }

                    if (parent is IReturnOperation)
                    {
                        yield break;
                    }

                    break;
                case ISwitchExpressionArmOperation arm when arm.Pattern == current || arm.Guard == current:
                    foreach (var name in OfExpression((arm.Parent as ISwitchExpressionOperation)?.Value))
                    {
                        yield return (name, role);
                    }

                    yield break;
                case ISwitchExpressionOperation { Value: var switched } when switched == current:
                    yield break;
                case IPropertySubpatternOperation subpattern:
                    foreach (var name in OfExpression(subpattern.Member))
                    {
                        yield return (name, role);
                    }

                    break;
                case IRecursivePatternOperation recursive when current is IPatternOperation positional && recursive.DeconstructionSubpatterns.IndexOf(positional) is var index and >= 0:
                    if (DeconstructedName(recursive, index) is { } deconstructed)
                    {
                        yield return (deconstructed, role);
                    }

                    break;
                case IIsPatternOperation isPattern:
                    foreach (var name in OfExpression(isPattern.Value))
                    {
                        yield return (name, role);
                    }

                    yield break;
                case ICaseClauseOperation { Parent.Parent: ISwitchOperation @switch }:
                    foreach (var name in OfExpression(@switch.Value))
                    {
                        yield return (name, role);
                    }

                    yield break;
                case IConditionalOperation conditional when conditional.Condition == current:
                case IExpressionStatementOperation or IBlockOperation or IMethodBodyBaseOperation or ILoopOperation or IThrowOperation or IUsingOperation or ILockOperation:
                    yield break;
            }
        }
    }

    /// <summary>What a variable that says nothing itself is used for later.</summary>
    private static IEnumerable<(string Name, NameRole Role)> OfUses(ILocalSymbol local, IOperation from, NameRole role, int uses)
        => uses == 0 ? [] : Variables.ReadsOf(local, from).Take(MaximumReads).SelectMany(read => OfTarget(read, role, uses - 1));

    /// <summary>An empty name says: go on to what the call gives or initializes, in that role.</summary>
    private static IEnumerable<(string Name, NameRole Role)> OfArgument(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter)
        {
            yield break;
        }

        yield return (QualifiedName(parameter), NameRole.Value);
        switch (argument.Parent)
        {
            case IObjectCreationOperation creation:
                foreach (var name in KeysBefore(creation.Arguments, argument))
                {
                    yield return (name, NameRole.Value);
                }

                yield return (creation.Type?.Name ?? "", NameRole.Value);
                yield break;
            case IInvocationOperation call:
                var method = call.TargetMethod;
                if (call.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
                {
                    // Add in a collection initializer; with two arguments the first is the key.
                    foreach (var name in KeysBefore(call.Arguments, argument))
                    {
                        yield return (name, NameRole.Value);
                    }

                    yield return ("", call.Arguments.Length > 1 && parameter.Ordinal == (method.IsExtensionMethod ? 1 : 0) ? NameRole.Key : NameRole.Value);
                    yield break;
                }

                foreach (var name in KeysBefore(call.Arguments, argument))
                {
                    yield return (name, NameRole.Value);
                }

                // A method that gives something for it is asked by key.
                var role = method.ReturnsVoid || method.MethodKind == MethodKind.Constructor ? NameRole.Value : NameRole.Key;
                yield return (method.Name, role);
                foreach (var name in OfExpression(call.Instance))
                {
                    yield return (name, call.Arguments.Length == 1 && method.ReturnsVoid ? NameRole.Value : NameRole.Key);
                }

                if (IsBaseLibrary(method.ContainingType))
                {
                    // string.Equals(a, "20999"), code.StartsWith("20999"), codes.Contains("20999")
                    foreach (var other in call.Arguments)
                    {
                        if (other != argument)
                        {
                            foreach (var name in OfExpression(other.Value))
                            {
                                yield return (name, NameRole.Value);
                            }
                        }
                    }

                    if (method.ReturnType.SpecialType != SpecialType.System_Boolean && !method.ReturnsVoid)
                    {
                        yield return ("", NameRole.Value);
                    }
                }

                break;
        }
    }

    /// <summary>new Country(code), ExitWith(code), Issue.Create(code): the code of what is made or done.</summary>
    private static string QualifiedName(IParameterSymbol parameter)
        => parameter.ContainingSymbol is not IMethodSymbol method ? parameter.Name
            : method.MethodKind == MethodKind.Constructor || SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType) ? Qualified(method.ContainingType.Name, parameter.Name)
            : method.ReturnsVoid ? Qualified(method.Name, parameter.Name)
            : parameter.Name;

    /// <summary>AddWithValue("@cpt", "20999"), Add("zip", "20999"): a text that names what follows.</summary>
    private static IEnumerable<string> KeysBefore(IEnumerable<IArgumentOperation> arguments, IArgumentOperation argument)
    {
        foreach (var other in arguments)
        {
            if (other.Parameter?.Ordinal < argument.Parameter!.Ordinal
                && other.Value.ConstantValue is { HasValue: true, Value: string key } && IsName(key))
            {
                yield return key;
            }
        }
    }

    private static IEnumerable<string> OfAssigned(IOperation target, IOperation value)
    {
        // (code, fee) = ("20999", 35m): by position.
        if (Carriers.WithoutConversions(target) is var bare
            && (bare is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : bare as ITupleOperation) is { } targets
            && value.Parent is ITupleOperation values)
        {
            var index = values.Elements.IndexOf(value);
            return index >= 0 && index < targets.Elements.Length ? OfExpression(targets.Elements[index]) : [];
        }

        return OfExpression(target);
    }

    private static string? ElementName(ITupleOperation tuple, IOperation element)
    {
        var index = tuple.Elements.IndexOf(element);
        var type = (tuple.Parent is IConversionOperation { Type: INamedTypeSymbol { IsTupleType: true } converted } ? converted : tuple.Type) as INamedTypeSymbol;
        return index >= 0 && type is { IsTupleType: true } && index < type.TupleElements.Length && type.TupleElements[index].IsExplicitlyNamedTupleElement
            ? type.TupleElements[index].Name
            : null;
    }

    private static string? DeconstructedName(IRecursivePatternOperation pattern, int index)
        => pattern.DeconstructSymbol is IMethodSymbol deconstruct
            ? deconstruct.Parameters.ElementAtOrDefault(index + (deconstruct.IsExtensionMethod ? 1 : 0))?.Name
            : pattern.MatchedType is INamedTypeSymbol { IsTupleType: true } tuple && index < tuple.TupleElements.Length && tuple.TupleElements[index].IsExplicitlyNamedTupleElement
                ? tuple.TupleElements[index].Name
                : null;

    private static string ParameterName(IPropertySymbol indexer, IArgumentOperation argument)
        => argument.Parameter?.Name ?? indexer.Name;

    private static IOperation? ReceiverOf(IOperation instance)
    {
        for (var current = instance; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == current)
            {
                return access.Operation;
            }
        }

        return null;
    }

    private static ISymbol? EnclosingFunction(IOperation operation, out IAnonymousFunctionOperation? lambda)
    {
        lambda = null;
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation function:
                    lambda = function;
                    return function.Symbol;
                case ILocalFunctionOperation function:
                    return function.Symbol;
            }
        }

        return EnclosingSymbol(operation);
    }

    private static ISymbol? EnclosingSymbol(IOperation operation)
        => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart);

    private static IEnumerable<string> NamesOf(ISymbol symbol)
    {
        switch (symbol)
        {
            case IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }:
                break;
            case IMethodSymbol { AssociatedSymbol: { } associated }:
                yield return associated.Name;
                break;
            case IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }:
                // Named like the type, which comes next.
                break;
            case IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol or INamedTypeSymbol:
                yield return symbol.Name;
                break;
        }
    }

    private static IEnumerable<ITypeSymbol> TargetTypes(IOperation operation)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConversionOperation { OperatorMethod: not null, Type: { } type }:
                    yield return type;
                    break;
                case IArgumentOperation { Parameter.ContainingSymbol.ContainingType: { } type }:
                    yield return type;
                    yield break;
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.ContainingType: { } type } } assignment when assignment.Value == current:
                    yield return type;
                    yield break;
                case IBinaryOperation binary:
                    if ((binary.LeftOperand == current ? binary.RightOperand : binary.LeftOperand) is var other
                        && Carriers.WithoutConversions(other) is IMemberReferenceOperation { Member.ContainingType: { } owner })
                    {
                        yield return owner;
                    }

                    yield break;
                case IPropertySubpatternOperation { Member: IMemberReferenceOperation { Member.ContainingType: { } type } }:
                    yield return type;
                    yield break;
                case IExpressionStatementOperation or IBlockOperation or IAnonymousFunctionOperation:
                    yield break;
            }
        }
    }

    private static bool IsBaseLibrary(ITypeSymbol type)
    {
        var outermost = type.ContainingNamespace;
        while (outermost is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            outermost = outermost.ContainingNamespace;
        }

        return outermost is { Name: "System" or "Microsoft" };
    }

    /// <summary>A text that is made like a name: <c>cpt_code</c>, <c>@zip</c>, <c>procedure-code</c>.</summary>
    private static bool IsName(string text)
    {
        if (text.Length is 0 or > 64 || !(char.IsLetter(text[0]) || text[0] is '@' or ':' or '$' or '_' or '[' or '?'))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or '@' or ':' or '$' or '[' or ']' or '?'))
            {
                return false;
            }
        }

        return !CodeShapes.IsProcedureShaped(text);
    }
}
