using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.Routing;

/// <content>Arrays and collection expressions, and what is read from them by place.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Made by the compiler for <c>params</c>: its elements are arguments of a call, and not stored.</summary>
    private static bool IsGathered(IOperation operation) => operation.IsImplicit && KnownTypes.IsCollection(operation.Type);

    private AbstractValue CollectionExpression(IOperation operation)
    {
        if (operation.Type is INamedTypeSymbol type && type.Locations.Any(location => location.IsInSource))
        {
            return OwnCollection(operation, type);
        }

        var collection = AbstractValue.Of(Fresh(operation));
        MadeEmpty(collection.Key!, operation);
        var isArguments = IsGathered(operation);
        var said = AbstractValue.Unknown;
        var whole = ImmutableHashSet<ValueKey>.Empty;
        var beside = DecidedArguments.None;
        foreach (var element in operation.ChildOperations)
        {
            var isSpread = SourceLanguage.IsSpread(element.Syntax);
            var value = Evaluate(isSpread ? element.ChildOperations.FirstOrDefault() : element);
            WriteMember(collection, Member.Elements, isSpread ? Content(value, element.ChildOperations.FirstOrDefault()?.Type) : value, element, weak: true, handsOn: !isArguments);
            NoteListed(operation, collection, value);
            said = isArguments && Says(value, element.Type) ? said.CombinedWith(value) : said;
            beside = isArguments ? beside.And(SaidBeside(value)) : beside;
            whole = isSpread ? whole.Union(WholeOf(value)) : whole;
        }

        if (!whole.IsEmpty)
        {
            SetWhole(collection.Key!, whole);
        }

        return collection.DecidedAs(said) with { IsPending = said.IsPending, Awaited = said.Awaited, Beside = beside };
    }

    /// <summary>A collection expression of a type of the compilation's own: its builder gets the elements, or its <c>Add</c> one by one.</summary>
    private AbstractValue OwnCollection(IOperation operation, INamedTypeSymbol type)
    {
        var elements = new List<(AbstractValue Value, ITypeSymbol? Type, IOperation Operation)>();
        foreach (var element in operation.ChildOperations)
        {
            var isSpread = SourceLanguage.IsSpread(element.Syntax);
            var part = isSpread ? element.ChildOperations.FirstOrDefault() : element;
            var value = Evaluate(part);
            elements.Add((isSpread ? Content(value, part?.Type) : value, isSpread ? null : part?.Type, element));
        }

        if (CollectionMethods.BuilderOf(type) is { } builder)
        {
            var span = AbstractValue.Of(Fresh(operation, 1));
            elements.ForEach(element => WriteMember(span, Member.Elements, element.Value, element.Operation, weak: true));
            return Call(operation, builder, AbstractValue.Unknown, [new Argument(builder.Parameters[builder.Parameters.Length - 1], span, operation)]);
        }

        var collection = AbstractValue.Of(Fresh(operation));
        if (type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)) is { } constructor)
        {
            Construct(operation, constructor, collection, []);
        }

        var model = _context.Analysis.Bodies.ModelOf(operation.Syntax.SyntaxTree);
        foreach (var (value, elementType, element) in elements)
        {
            if (CollectionMethods.AddOf(type, elementType, model, operation.Syntax.SpanStart) is not { } add)
            {
                WriteMember(collection, Member.Elements, value, element, weak: true);
            }
            else if (add.GetConstructedReducedFrom() is { } extension)
            {
                Call(element, extension, AbstractValue.Unknown, [new Argument(extension.Parameters[0], collection, operation), new Argument(extension.Parameters[1], value, element)]);
            }
            else
            {
                Call(element, add, collection, [new Argument(add.Parameters[0], value, element)]);
            }
        }

        return collection;
    }

    private static AbstractValue WithObject(AbstractValue value) => value.Key is { } key ? value with { Objects = value.Objects.Add(key) } : value;

    private AbstractValue Array(IArrayCreationOperation array)
    {
        foreach (var size in array.DimensionSizes)
        {
            Evaluate(size);
        }

        var result = AbstractValue.Of(Fresh(array));
        if (array.Initializer is { } initializer)
        {
            var said = StoreElements(result, initializer, array.IsImplicit);
            result = result.DecidedAs(said) with { IsPending = said.IsPending, Awaited = said.Awaited, Beside = said.Beside };
        }

        return result;
    }

    /// <summary><c>ReDim codes(3)</c>: a new array in the same variable; with <c>Preserve</c> it holds what the old one held.</summary>
    private AbstractValue Resize(IReDimOperation resized)
    {
        foreach (var clause in resized.Clauses)
        {
            foreach (var size in clause.DimensionSizes)
            {
                Evaluate(size);
            }

            if (!resized.Preserve)
            {
                Assign(clause.Operand, AbstractValue.Of(Fresh(clause)));
            }
        }

        return AbstractValue.Unknown;
    }

    /// <param name="isArguments">The array is made by the compiler for <c>params</c>: its elements are arguments of a call, and not stored.</param>
    /// <returns>What the arguments say of decisions.</returns>
    private AbstractValue StoreElements(AbstractValue array, IArrayInitializerOperation initializer, bool isArguments)
    {
        var said = AbstractValue.Unknown;
        var beside = DecidedArguments.None;
        foreach (var element in initializer.ElementValues)
        {
            if (element is IArrayInitializerOperation nested)
            {
                StoreElements(array, nested, isArguments);
                continue;
            }

            var value = Evaluate(element);
            WriteMember(array, Member.Elements, value, element, weak: true, handsOn: !isArguments);
            NoteListed(initializer.Parent, array, value);
            if (isArguments && Says(value, element.Type))
            {
                said = said.CombinedWith(value);
            }

            beside = isArguments ? beside.And(SaidBeside(value)) : beside;
        }

        return said with { Beside = beside };
    }

    /// <summary><c>foreach (var code in new[] { "M0076", "20999" })</c>: a list without a name holds what is written there, so to ask about all of it is to ask about each code.</summary>
    private void NoteListed(IOperation? list, AbstractValue collection, AbstractValue element)
    {
        if (element.Key is not CodeKey code || collection.Key is not { } key)
        {
            return;
        }

        var user = list?.Parent;
        while (user is IConversionOperation or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        if (user is IArgumentOperation or IInvocationOperation)
        {
            _context.NoteListed(code, MemberKey.AllOf(key));
        }
    }

    /// <summary>What a part of a text says of decisions, beside what is followed in the text.</summary>
    private DecidedArguments SaidBeside(AbstractValue part)
        => !part.Sources.IsEmpty || !Inside(part).IsEmpty ? part.Beside : part.IsDecision && !part.IsPending ? DecidedArguments.Of(part) : DecidedArguments.None;

    /// <summary>An argument of a call tells of a decision.</summary>
    private static bool Says(AbstractValue argument, ITypeSymbol? type) => argument.IsPending ? KnownTypes.IsTask(type) : argument.IsDecision;

    private AbstractValue Element(IArrayElementReferenceOperation element)
    {
        var array = Evaluate(element.ArrayReference);
        if (element.Indices is [var only] && IsRange(only))
        {
            return Slice(element, array);
        }

        return ReadElement(array, element.Indices.Select(Evaluate).ToList());
    }

    private static bool IsRange(IOperation index) => index.Type is { Name: "Range", ContainingNamespace.Name: "System" };

    private AbstractValue ImplicitIndexer(IImplicitIndexerReferenceOperation indexer)
    {
        var owner = Evaluate(indexer.Instance);
        var index = Evaluate(indexer.Argument);
        return ReadByOwnIndexer(indexer, indexer.IndexerSymbol, owner, index)
            ?? (IsRange(indexer.Argument) && KnownTypes.IsCollection(indexer.Instance.Type) ? Slice(indexer, owner) : ReadElement(owner, [index]));
    }

    /// <summary>
    /// <c>lines[^1]</c>, <c>lines[1..]</c>, <c>lines is [_, var second]</c>: of a type of the compilation's own the compiler calls the indexer, or <c>Slice</c>. Null of any other.
    /// </summary>
    private AbstractValue? ReadByOwnIndexer(IOperation operation, ISymbol? indexer, AbstractValue owner, AbstractValue index)
    {
        if ((indexer as IMethodSymbol ?? (indexer as IPropertySymbol)?.GetMethod) is not { } method || _context.Analysis.Bodies.BodiesOf(method).Count == 0)
        {
            return null;
        }

        return Call(operation, method, owner, [.. method.Parameters.Select(parameter => new Argument(parameter, index, operation))]);
    }

    /// <summary><c>codes[1..]</c>: some of the elements, in a collection of their own.</summary>
    private AbstractValue Slice(IOperation operation, AbstractValue collection)
    {
        var slice = CollectionOf(ReadMember(collection, Member.Elements), operation);

        // What is put into a part of a span is put into the whole.
        return operation.Type is { Name: "Span" or "Memory" } ? slice with { Objects = slice.Objects.Union(collection.Objects) } : slice;
    }

    /// <summary>An element is known by its index: what was asked about another one says nothing of it.</summary>
    private AbstractValue ReadElement(AbstractValue collection, IReadOnlyList<AbstractValue> indices)
    {
        var value = ReadMember(collection, Member.Elements);
        var element = value.Key is not (CodeKey or ConstantKey) && ElementKeyOf(collection, indices) is { } key ? value with { Key = key } : value;

        element = indices.Count == 1 ? Counted(element, collection, indices[0].Key) : element;
        element = indices.Count == 1 ? FoundAt(AtSamePlace(element, collection, indices[0].Key), collection, indices[0].Key) : element;

        // `billable[decision.Outcome]`: which element it is, the decision says.
        return element.IsDecision ? element : indices.Aggregate(element, (read, index) => read.DecidedAs(index));
    }

    private ElementKey? ElementKeyOf(AbstractValue collection, IReadOnlyList<AbstractValue> indices)
        => (collection.Key is { } reader && _state.Heap.TryGetValue((reader, Member.Row), out var row) ? row.Key : collection.Key) is { Depth: < 4 } key && indices.Count == 1 && indices[0].Key is { Depth: < 4 } index ? new ElementKey(key, index) : null;
}
