using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <summary>
/// Which codes the decisions are about that a member, or a parameter, holds which only this compilation can write: "as good as the call that made it" is no better than that.
/// Told only where each code is written at the call, since nothing else is the same for whoever reads the member.
/// </summary>
internal sealed class StoredDecisions(RoutingAnalysis analysis)
{
    /// <summary>Through so many helpers a decision is followed back to the call that made it.</summary>
    private const int MaxHelpers = 3;

    /// <summary>What takes more steps than these is not known.</summary>
    private const int MaxSteps = 2000;

    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<ValueKey>?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Empty where nothing but a default value ever gets there; null where not all of them are known.</summary>
    public ImmutableHashSet<ValueKey>? AboutOf(ISymbol member, CancellationToken cancellationToken)
        => member.OriginalDefinition is var definition && _known.TryGetValue(definition, out var known) ? known : _known.GetOrAdd(definition, new Search(analysis, cancellationToken).Look(definition));

    /// <summary>The call whose result a value is, or is read off: <c>Evaluate("M0076", payer).IsGoverned</c>.</summary>
    public static IInvocationOperation? CallIn(IOperation value) => value switch
    {
        IInvocationOperation call => call,
        IConversionOperation { OperatorMethod: null } conversion => CallIn(conversion.Operand),
        IAwaitOperation awaited => CallIn(awaited.Operation),
        ISimpleAssignmentOperation { IsRef: false } assignment => CallIn(assignment.Value),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Instance: { } instance } => CallIn(instance),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => CallIn(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue.HasValue: true } comparison => CallIn(comparison.LeftOperand),
        _ => null,
    };

    /// <summary>Looks back from a member to the calls that made what is in it. What is being looked at already adds nothing of its own.</summary>
    private sealed class Search(RoutingAnalysis analysis, CancellationToken cancellationToken)
    {
        private readonly ImmutableHashSet<ValueKey>.Builder _about = ImmutableHashSet.CreateBuilder<ValueKey>();
        private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

        // One that is never written may be filled by somebody who is not seen.
        private bool _isWritten;

        private int _steps;

        // The calls of the helpers that are being looked into.
        private ImmutableStack<IInvocationOperation> _calls = ImmutableStack<IInvocationOperation>.Empty;

        public ImmutableHashSet<ValueKey>? Look(ISymbol symbol) => AddIn(symbol) && _isWritten ? _about.ToImmutable() : null;

        /// <returns>It is known what is in there.</returns>
        private bool AddIn(ISymbol symbol)
        {
            cancellationToken.ThrowIfCancellationRequested();
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            symbol = symbol.OriginalDefinition;
            return !_seen.Add(symbol) || symbol switch
            {
                IParameterSymbol parameter => AddGiven(parameter),
                IPropertySymbol property when KnownDelegates.PositionalConstructor(property) is { } constructor => analysis.Access.IsClosed(property) && IsPlain(property) && AddWritten(property)
                    && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == property.Name) is { } positional && AddIn(positional),
                _ => IsPlain(symbol) && analysis.Access.IsClosed(symbol) && AddWritten(symbol),
            };
        }

        /// <summary>What is assigned to a member, by its initializer or by its name.</summary>
        private bool AddWritten(ISymbol member)
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                foreach (var body in analysis.Bodies.InitializersOf(reference.GetSyntax(cancellationToken)))
                {
                    if (analysis.Bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is ISymbolInitializerOperation initializer && IsOf(initializer, member) && !Add(initializer.Value))
                    {
                        return false;
                    }
                }
            }

            return analysis.Mentions.Of(member, cancellationToken).All(mention => AddAssigned(analysis.Bodies.OperationOf(mention.Name, member, cancellationToken)));
        }

        /// <summary>Of a method, or a constructor, that only the project calls, and never as a delegate: what the callers give.</summary>
        private bool AddGiven(IParameterSymbol parameter)
        {
            if (parameter is not { RefKind: RefKind.None or RefKind.In, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, IsVirtual: false, IsOverride: false, IsAbstract: false } method }
                || !analysis.Access.IsClosed(method) || Access.Implemented(method).Any()
                || (SourceLanguage.IsPrimaryConstructor(method) && !analysis.Mentions.Of(parameter, cancellationToken).All(mention => AddAssigned(analysis.Bodies.OperationOf(mention.Name, parameter, cancellationToken)))))
            {
                return false;
            }

            var isCalled = false;
            foreach (var mention in analysis.Mentions.Of(method, cancellationToken))
            {
                isCalled = true;
                if (ArgumentsAt(mention.Name, method) is not { } arguments || arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is not { } given || !Add(given.Value))
                {
                    return false;
                }
            }

            return isCalled;
        }

        private ImmutableArray<IArgumentOperation>? ArgumentsAt(SyntaxNode name, IMethodSymbol method)
        {
            var model = analysis.Bodies.ModelOf(name.SyntaxTree);
            for (var (node, up) = (name, 0); node is not null && up < 3; node = node.Parent, up++)
            {
                switch (model.GetOperation(node, cancellationToken))
                {
                    case IInvocationOperation call:
                        return SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method) ? call.Arguments : null;
                    case IObjectCreationOperation creation:
                        return SymbolEqualityComparer.Default.Equals(creation.Constructor?.OriginalDefinition, method) ? creation.Arguments : null;
                }
            }

            return null;
        }

        /// <summary>What is in it was put there by its own name: a field, or a property that is no more than one.</summary>
        private bool IsPlain(ISymbol member) => member switch
        {
            IFieldSymbol => true,
            IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false, IsIndexer: false, GetMethod: { } getter } property
                => !analysis.Bodies.HasBody(getter) && !(property.SetMethod is { } setter && analysis.Bodies.HasBody(setter)) && !Access.Implemented(getter).Any(),
            _ => false,
        };

        private static bool IsOf(ISymbolInitializerOperation initializer, ISymbol member) => initializer switch
        {
            IFieldInitializerOperation fields => fields.InitializedFields.Contains(member, SymbolEqualityComparer.Default),
            IPropertyInitializerOperation properties => properties.InitializedProperties.Contains(member, SymbolEqualityComparer.Default),
            _ => false,
        };

        /// <summary>What is assigned where something is mentioned. Where it is only read, nothing is.</summary>
        private bool AddAssigned(IOperation? mentioned)
        {
            switch (mentioned?.Parent)
            {
                case ICoalesceAssignmentOperation or ISimpleAssignmentOperation { IsRef: false } when mentioned.Parent is IAssignmentOperation { Target: var target } assignment && target == mentioned:
                    return Add(assignment.Value);
                case IAssignmentOperation { Target: var target } when target == mentioned:
                case ISimpleAssignmentOperation { IsRef: true }:
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                case ITupleOperation or IAddressOfOperation or IDeclarationExpressionOperation:
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } }:
                case IReturnOperation when mentioned.SemanticModel?.GetEnclosingSymbol(mentioned.Syntax.SpanStart) is IMethodSymbol { RefKind: not RefKind.None }:
                    return false;
                default:
                    return true;
            }
        }

        /// <summary>What a local variable is given in the body that it belongs to; of one that is not declared by a declaration of its own nobody can tell.</summary>
        private bool AddLocal(ILocalSymbol local, IOperation use)
        {
            if (!_seen.Add(local))
            {
                return true;
            }

            // Of a helper that is called twice it is looked at twice.
            var isKnown = AddGivenTo(local, use);
            _seen.Remove(local);
            return isKnown;
        }

        private bool AddGivenTo(ILocalSymbol local, IOperation use)
        {
            var body = use;
            while (body.Parent is { } outer)
            {
                body = outer;
            }

            var isDeclared = false;
            foreach (var operation in body.Descendants())
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                        isDeclared = !local.IsRef && !(declarator.Parent is IForEachLoopOperation);
                        if (declarator.GetVariableInitializer() is { } initializer && !Add(initializer.Value))
                        {
                            return false;
                        }

                        break;
                    case ILocalReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Local, local) && !AddAssigned(reference):
                        return false;
                }
            }

            return isDeclared;
        }

        /// <returns>It is known what the value is about.</returns>
        private bool Add(IOperation value)
        {
            _isWritten = true;
            if (++_steps > MaxSteps)
            {
                return false;
            }

            switch (value)
            {
                case IDefaultValueOperation or IThrowOperation or { ConstantValue: { HasValue: true, Value: null } }:
                case IObjectCreationOperation { Arguments.IsEmpty: true, Type.IsValueType: true } when HoldsDecision(value):
                    return true;
                case IConversionOperation conversion:
                    return Add(conversion.Operand);
                case IAwaitOperation awaited:
                    return Add(awaited.Operation);
                case ISimpleAssignmentOperation { IsRef: false } assignment:
                    return Add(assignment.Value);
                case IConditionalOperation { WhenFalse: { } otherwise } choice:
                    return Add(choice.WhenTrue) && Add(otherwise);
                case ICoalesceOperation choice:
                    return Add(choice.Value) && Add(choice.WhenNull);
                case ISwitchExpressionOperation choice:
                    return choice.Arms.All(arm => Add(arm.Value));
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                    return Add(not.Operand);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue.HasValue: true } comparison:
                    return Add(comparison.LeftOperand);
                case ILocalReferenceOperation local when HoldsDecision(local):
                    return AddLocal(local.Local, local);
                case IParameterReferenceOperation parameter when HoldsDecision(parameter):
                    return AddIn(parameter.Parameter);
                case IFieldReferenceOperation field when HoldsDecision(field):
                    return AddIn(field.Field);
                case IPropertyReferenceOperation { Arguments.IsEmpty: true } property when HoldsDecision(property) && !KnownLibrary.IsLibrary(property.Property):
                    return AddIn(property.Property);
                case IPropertyReferenceOperation { Arguments.IsEmpty: true, Instance: { } instance }:
                    return Add(instance);
                case IInvocationOperation call:
                    return AddCall(call);
                default:
                    return false;
            }
        }

        private bool HoldsDecision(IOperation value) => analysis.Symbols.IsDecision(value.Type);

        private bool AddCall(IInvocationOperation call)
        {
            var tree = call.Syntax.SyntaxTree;
            if (!analysis.Symbols.IsEvaluatorCall(call.TargetMethod, tree))
            {
                return AddReturned(call);
            }

            var codes = call.Arguments.Where(argument => argument.Parameter is { } parameter && analysis.Symbols.IsCodeParameter(parameter, tree)).ToList();
            foreach (var code in codes)
            {
                if (CodeIn(code.Value, _calls) is not { } key)
                {
                    return false;
                }

                _about.Add(key);
            }

            return codes.Count > 0;
        }

        /// <summary>What a helper gives back that has its one body here: <c>static PolicyDecision Ask(string code) => PolicyEvaluator.Evaluate(code, payer)</c>.</summary>
        private bool AddReturned(IInvocationOperation call)
        {
            if (!HoldsDecision(call) || _calls.Count() >= MaxHelpers || analysis.Bodies.BodiesOf(call.TargetMethod) is not [var method] || analysis.Bodies.ReferencesOf(method).ToList() is not [var body]
                || KnownTypes.IsIterator(method) || analysis.Bodies.ModelOf(body.Node.SyntaxTree).GetOperation(body.Node, cancellationToken) is not { } operation)
            {
                return false;
            }

            var outer = _calls;
            _calls = _calls.Push(call);
            var returned = operation.Descendants().OfType<IReturnOperation>().Where(given => given.SemanticModel?.GetEnclosingSymbol(given.Syntax.SpanStart) is IMethodSymbol owner && SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, method)).ToList();
            var isKnown = returned.Count > 0 && returned.TrueForAll(given => given.ReturnedValue is { } value && Add(value));
            _calls = outer;
            return isKnown;
        }

        /// <summary>Which code it is that an evaluator call is given: one that is written there, in a line made there, or where the helper is called that makes the call.</summary>
        private ValueKey? CodeIn(IOperation value, ImmutableStack<IInvocationOperation> calls)
        {
            if (analysis.KeyOf(value, cancellationToken) is { } key)
            {
                return key;
            }

            while (value is IConversionOperation conversion)
            {
                value = conversion.Operand;
            }

            return value switch
            {
                IObjectCreationOperation { Arguments: [{ Value: var first }, ..] } line when analysis.Symbols.IsServiceLine(line.Type) => CodeIn(first, calls),
                IInvocationOperation { TargetMethod: { Name: "Parse", ContainingType: var type }, Arguments: [{ Value: var text }, ..] } when analysis.Symbols.IsProcedureCode(type) => CodeIn(text, calls),
                IParameterReferenceOperation { Parameter: var parameter } when !calls.IsEmpty && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, calls.Peek().TargetMethod.OriginalDefinition)
                    => calls.Peek().Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } given ? CodeIn(given.Value, calls.Pop()) : null,
                _ => null,
            };
        }
    }
}
