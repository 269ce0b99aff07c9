using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>What a call of the base library does with the values given to it.</summary>
internal enum LibraryCall
{
    /// <summary>Not known: what is passed gets away.</summary>
    Unknown,

    /// <summary>Gives back the same value: <c>Trim</c>, <c>Parse</c>, <c>ToString</c>.</summary>
    SameValue,

    /// <summary>Gives back something made of what it was given, and keeps nothing.</summary>
    Combine,

    /// <summary>Puts its arguments into the instance (or the new collection that it gives back).</summary>
    Store,

    /// <summary>Puts a value into the instance under a key.</summary>
    StoreKeyed,

    /// <summary>Compares: true where there is a match.</summary>
    Compare,

    /// <summary>Finds something by what it compares, and says where.</summary>
    Find,

    /// <summary>Runs tasks to their end, or waits a time for it.</summary>
    Wait,

    /// <summary>Gives the first of several tasks to end: the others may go on.</summary>
    AwaitFirst,
}

/// <summary>By which answer it is known that all elements were asked.</summary>
internal enum AnswerOfAll
{
    True,
    False,

    /// <summary>There is none: null, or no position.</summary>
    None,

    /// <summary>By any answer.</summary>
    Any,
}

/// <summary>The base library's part in carrying values: conversions, text, collections, LINQ, tasks.</summary>
internal static class KnownLibrary
{
    private static readonly HashSet<string> Namespaces = new(StringComparer.Ordinal)
    {
        "System", "System.Collections", "System.Collections.Generic", "System.Collections.Immutable", "System.Collections.Frozen",
        "System.Collections.Concurrent", "System.Collections.ObjectModel", "System.Collections.Specialized", "System.Linq", "System.Buffers",
        "System.Text", "System.Threading.Channels", "System.Threading.Tasks", "System.Runtime.CompilerServices", "System.Runtime.InteropServices",
    };

    // Types of those namespaces whose calls have an effect outside of the program.
    private static readonly HashSet<string> Outward = new(StringComparer.Ordinal)
    {
        "Console", "Environment", "AppContext", "AppDomain", "Activator", "EventHandler", "Progress", "IProgress", "IObservable", "Uri", "Random", "GC", "IObserver", "Delegate", "MulticastDelegate",
    };

    private static readonly HashSet<string> SameValueNames = new(StringComparer.Ordinal)
    {
        "ToString", "Trim", "TrimStart", "TrimEnd", "ToUpper", "ToLower", "ToUpperInvariant", "ToLowerInvariant", "Normalize", "Clone", "Intern", "IsInterned", "Copy",
        "Parse", "TryParse", "FromResult", "AsSpan", "AsMemory", "GetValueOrDefault", "ConfigureAwait", "AsTask", "UCase", "LCase", "LTrim", "RTrim", "GetAwaiter", "ToCharArray", "CreateInstance", "Create", "AsReadOnly", "Cast",
    };

    private static readonly HashSet<string> CompareNames = new(StringComparer.Ordinal)
    {
        "Equals", "Contains", "ContainsKey", "ContainsValue", "StartsWith", "EndsWith", "SequenceEqual", "ReferenceEquals", "TryGetValue", "Exists", "Overlaps", "IsSupersetOf", "IsSubsetOf", "SetEquals", "ContainsAny", "TryGetAlternateLookup",
    };

    private static readonly HashSet<string> FindNames = new(StringComparer.Ordinal)
    {
        "IndexOf", "LastIndexOf", "IndexOfAny", "BinarySearch", "Compare", "CompareTo", "CompareOrdinal", "GetHashCode", "StrComp", "InStr", "InStrRev",
    };

    public static bool IsLibrary(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null || type.ContainingAssembly is null || type.Locations.Any(location => location.IsInSource))
        {
            return false;
        }

        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return !Outward.Contains(type.Name) && (Namespaces.Contains(type.ContainingNamespace?.ToDisplayString() ?? string.Empty) || IsVisualBasicFunction(symbol, type));
    }

    /// <summary>The functions of Visual Basic that touch nothing but their arguments: <c>UCase</c>, <c>InStr</c>, <c>IIf</c>.</summary>
    private static bool IsVisualBasicFunction(ISymbol symbol, INamedTypeSymbol type)
        => (type.Name is "Strings" or "Conversion" or "Information" || (type.Name is "Interaction" && symbol.Name is "IIf" or "Choose" or "Switch"))
            && type.ContainingNamespace is { Name: "VisualBasic", ContainingNamespace.Name: "Microsoft" };

    /// <summary>A type of the framework, by its namespace.</summary>
    public static bool IsFramework(ITypeSymbol type)
        => !type.Locations.Any(location => location.IsInSource) && type.ContainingNamespace is { IsGlobalNamespace: false } space && Outermost(space).Name is "System" or "Microsoft";

    private static INamespaceSymbol Outermost(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space;
    }

    public static LibraryCall Classify(IMethodSymbol method)
    {
        if (method.Name is "ValueTextEquals" or "ValueEquals" or "NameEquals" && method.ContainingType is { Name: "Utf8JsonReader" or "JsonElement" or "JsonProperty" } && IsFramework(method.ContainingType))
        {
            return LibraryCall.Compare;
        }

        if (method is { Name: "GetString", Parameters.IsEmpty: true, ContainingType.Name: "JsonElement" } && IsFramework(method.ContainingType))
        {
            return LibraryCall.SameValue;
        }

        if (!IsLibrary(method))
        {
            return LibraryCall.Unknown;
        }

        var name = method.Name;
        var isCollection = IsCollection(method.ContainingType);
        if (CompareNames.Contains(name))
        {
            return LibraryCall.Compare;
        }

        if (FindNames.Contains(name))
        {
            return LibraryCall.Find;
        }

        if (name is "Wait" or "WaitAll" or "GetResult" or "WaitAny" && method.ContainingType.Name is "Task" or "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter")
        {
            return LibraryCall.Wait;
        }

        if (name is "SetResult" or "TrySetResult" && method.ContainingType.Name == "TaskCompletionSource")
        {
            return LibraryCall.Store;
        }

        if (name == "WhenAny" && method.ContainingType.Name == "Task")
        {
            return LibraryCall.AwaitFirst;
        }

        if (isCollection || method.ContainingType.Name is "StringBuilder" || IsInterpolatedStringHandler(method.ContainingType))
        {
            if (name is "Add" or "TryAdd" or "AddOrUpdate" or "GetOrAdd" or "SetItem" or "set_Item" or "Insert" && IsTable(method.ContainingType) && method.Parameters.Length >= 2)
            {
                return LibraryCall.StoreKeyed;
            }

            if (IsStoring(name) && !MakesNew(method))
            {
                return LibraryCall.Store;
            }
        }

        return SameValueNames.Contains(name) && !(name == "Create" && (isCollection || method.ContainingType is { SpecialType: SpecialType.System_String } or { Name: "Tuple" or "ValueTuple" })) ? LibraryCall.SameValue : LibraryCall.Combine;
    }

    /// <summary>A property that gives the very value it is read from: <c>Task.Result</c>, <c>Nullable.Value</c>.</summary>
    public static bool ReadsThrough(IPropertySymbol property)
        => IsLibrary(property)
            && ((property.Name == "Value" && property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
                || (property.Name == "Value" && property.ContainingType.Name is "StrongBox")
                || (property.Name == "Value" && IsEntry(property))
                || (property.Name == "Result" && property.ContainingType.Name is "Task" or "ValueTask"));

    /// <summary>What the wrapper makes, once it is asked for.</summary>
    public static bool IsLazyValue(IPropertySymbol property) => property.Name == "Value" && IsLazy(property.ContainingType);

    /// <summary>Its value is made by a function, when somebody asks for it first.</summary>
    public static bool IsLazy(ITypeSymbol? type) => type is { Name: "Lazy" } && IsLibrary(type);

    /// <summary>Gives what is in a cache, or what the function gives that it is given: <c>GetOrAdd</c>, <c>GetOrCreateAsync</c>.</summary>
    public static bool GivesOrMakes(IMethodSymbol method)
        => method.Name.StartsWith("GetOr", StringComparison.Ordinal) && method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);

    /// <summary>Writes what it is given as a text, and gives that back: <c>JsonSerializer.Serialize(decision)</c>.</summary>
    public static bool IsSerialization(IMethodSymbol method)
        => method is { IsStatic: true, ReturnType.SpecialType: SpecialType.System_String, Name: "Serialize" or "SerializeObject", ContainingType.Name: "JsonSerializer" or "JsonConvert" }
            && !method.ContainingType.Locations.Any(location => location.IsInSource);

    /// <summary>Throws by what it is given: <c>ArgumentOutOfRangeException.ThrowIfNotEqual(decision.Outcome, …)</c>. That there is something at all says nothing of a decision.</summary>
    public static bool IsThrowHelper(IMethodSymbol method)
        => method is { IsStatic: true, ReturnsVoid: true } && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && !method.Name.StartsWith("ThrowIfNull", StringComparison.Ordinal)
            && method.ContainingType.Name.EndsWith("Exception", StringComparison.Ordinal);

    /// <summary><c>ArgumentOutOfRangeException.ThrowIfNotEqual(code, "M0076")</c>: a comparison, and only what matches goes on.</summary>
    public static bool GoesOnWhereEqual(IMethodSymbol method) => method is { Name: "ThrowIfNotEqual", Parameters.Length: > 1 } && IsThrowHelper(method);

    /// <summary>Locks an object, or keeps it alive, and does nothing with what is in it.</summary>
    public static bool IsLock(IMethodSymbol method)
        => (method.ContainingType is { Name: "Monitor" } || method is { Name: "KeepAlive" or "SuppressFinalize", ContainingType.Name: "GC" }) && IsFramework(method.ContainingType);

    /// <summary>Reads or writes the variable that it is given, in one step: <c>Volatile.Read</c>, <c>Interlocked.Exchange</c>.</summary>
    public static bool IsStep(IMethodSymbol method)
        => method is { IsStatic: true, Parameters: [{ RefKind: not RefKind.None }, ..], ContainingType: { Name: "Volatile" or "Interlocked", ContainingNamespace.Name: "Threading" }, Name: "Read" or "Write" or "Exchange" or "CompareExchange" } && IsFramework(method.ContainingType);

    /// <summary>The properties that hold what a pair or a tuple object is made of, in the order of its constructor's parameters; empty of any other type.</summary>
    public static IReadOnlyList<IPropertySymbol> PartsOf(ITypeSymbol? type)
        => type is INamedTypeSymbol { IsGenericType: true, Name: "KeyValuePair" or "Tuple" } product && IsLibrary(product)
            ? [.. product.GetMembers().OfType<IPropertySymbol>().Where(property => property is { IsIndexer: false, DeclaredAccessibility: Accessibility.Public })]
            : [];

    /// <summary>The key or the value of an entry of a table.</summary>
    public static bool IsEntry(IPropertySymbol property) => property.ContainingType is { Name: "KeyValuePair", IsGenericType: true } && property.Name is "Key" or "Value";

    /// <summary>A property of a collection that gives something of what is in it.</summary>
    public static bool GivesElement(IPropertySymbol property) => property.Name is "First" or "Last" or "Current" or "Min" or "Max" && KnownTypes.IsCollection(property.ContainingType);

    /// <summary>A property of a collection that shows it as another collection: its elements are elements of both.</summary>
    public static bool IsView(IPropertySymbol property)
        => (property.Name is "Keys" or "Values" or "Items" or "AllKeys" or "UnorderedItems" or "SyncRoot" && KnownTypes.IsCollection(property.ContainingType))
            || (property.Name is "Writer" or "Reader" && KnownTypes.IsChannel(property.ContainingType))
            || property is { Name: "Span", ContainingType.Name: "Memory" or "ReadOnlyMemory" } or { Name: "Array", ContainingType.Name: "ArraySegment" };

    /// <summary>An element with its place in the collection.</summary>
    public static bool IsNode(INamedTypeSymbol type) => type is { Name: "LinkedListNode", IsGenericType: true };

    /// <summary>The task of what completes it: it gives what was put in there.</summary>
    public static bool IsTaskOfSource(IPropertySymbol property) => property is { Name: "Task", ContainingType.Name: "TaskCompletionSource" } && IsLibrary(property);

    public static bool IsNullTest(IPropertySymbol property)
        => property.Name == "HasValue" && property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>A property that only measures what it is read from.</summary>
    public static bool IsMeasure(IPropertySymbol property)
        => IsLibrary(property) && property.Name is "Length" or "Count" or "LongLength" or "IsEmpty" or "IsDefault" or "IsDefaultOrEmpty" or "Rank" or "Capacity" or "IsCompleted" or "Status";

    /// <summary>By its name it adds an error to what it is called on: <c>ModelState.AddModelError(…)</c>.</summary>
    public static bool AddsError(IMethodSymbol method)
        => !method.IsStatic && (method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("TryAdd", StringComparison.Ordinal))
            && (method.Name.Contains("Error") || method.Name.Contains("Failure"));

    /// <summary>By its name it tells whether errors have been added: <c>ModelState.IsValid</c>.</summary>
    public static bool TellsOfErrors(ISymbol member) => member.Name is "IsValid" or "HasErrors" or "HasError" or "ErrorCount" or "ErrorsCount" or "Errors";

    /// <summary>Adds to the instance and gives it back: <c>StringBuilder.Append</c>.</summary>
    public static bool GivesBackItself(IMethodSymbol method)
        => !method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType)
            && method.ContainingType.ContainingNamespace?.Name is not "Immutable";

    /// <summary>Of an immutable collection: leaves the instance as it is, and gives back another one.</summary>
    public static bool MakesNew(IMethodSymbol method)
        => !method.IsStatic && method.ContainingType.ContainingNamespace?.Name is "Immutable" && method.ReturnType.Name == method.ContainingType.Name;

    /// <summary>Of an immutable collection: gives one with nothing in it.</summary>
    public static bool GivesEmpty(IMethodSymbol method) => method is { Name: "Clear", Parameters.IsEmpty: true } && MakesNew(method);

    /// <summary>Puts the very value that it is given under a key.</summary>
    public static bool IsPutUnder(IMethodSymbol method) => method.Name is "Add" or "TryAdd" or "set_Item" or "Insert";

    public static NumberMeaning MeaningOf(IMethodSymbol method)
        => method.Name.Contains("Compare") || method.Name == "StrComp" ? NumberMeaning.Order
            : method.Name is "InStr" or "InStrRev" ? NumberMeaning.Amount : method.Name == "GetHashCode" ? NumberMeaning.None : NumberMeaning.Position;

    /// <summary>What a number tells of the elements of which a lambda is true.</summary>
    public static NumberMeaning MeaningOfElements(IMethodSymbol method)
        => IsCount(method) ? NumberMeaning.Amount : method.Name is "FindIndex" or "FindLastIndex" ? NumberMeaning.Position : NumberMeaning.None;

    private static readonly HashSet<string> Filters = new(StringComparer.Ordinal)
    {
        "Where", "TakeWhile", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Find", "FindAll", "FindLast",
    };

    private static readonly HashSet<string> Copies = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToHashSet", "ToImmutableArray", "ToImmutableList", "ToImmutableHashSet", "ToFrozenSet", "AsEnumerable", "AsQueryable", "AsReadOnly", "GetEnumerator", "ToImmutable", "MoveToImmutable", "DrainToImmutable", "ToBuilder",
        "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Reverse", "Distinct",
    };

    // Give back all of the collection they are called on, and more.
    private static readonly HashSet<string> Extensions = new(StringComparer.Ordinal) { "Append", "Prepend", "Concat", "Union" };

    private static readonly HashSet<string> ElementKeepers = new(Filters.Concat(Copies), StringComparer.Ordinal)
    {
        "Any", "AsParallel", "MoveNext", "DistinctBy", "Take", "TakeLast", "Skip", "SkipLast", "SkipWhile", "Concat", "Union", "ElementAt", "ElementAtOrDefault",
        "Select", "SelectMany", "ConvertAll", "ForEach", "ForAll", "Chunk",
    };

    /// <summary>Gives back those elements of which its lambda is true.</summary>
    public static bool IsFilter(IMethodSymbol method) => Filters.Contains(method.Name);

    /// <summary>It keeps, or gives back, those elements of which its lambda is that; null where it sorts out none.</summary>
    public static bool? KeepsWhere(IMethodSymbol method) => IsFilter(method) ? true : method.Name is "RemoveAll" or "RemoveWhere" ? false : null;

    /// <summary>Afterwards something else may stand at an index of the collection: <c>codes.RemoveAt(0)</c>, <c>Array.Sort(codes)</c>.</summary>
    public static bool Rearranges(IMethodSymbol method)
        => IsRemoval(method) || method.Name.StartsWith("Insert", StringComparison.Ordinal) || (method.ReturnsVoid && method.Name is "Sort" or "Reverse" or "Clear" or "Fill" or "Resize" or "Shuffle" or "SetValue");

    /// <summary>Takes elements out of the instance.</summary>
    public static bool IsRemoval(IMethodSymbol method)
        => !method.IsStatic && (method.Name.StartsWith("Remove", StringComparison.Ordinal) || method.Name is "Clear" or "Dequeue" or "Pop" or "TryRemove" or "TryTake" or "TryDequeue" or "TryPop" or "ExceptWith" or "IntersectWith" or "SymmetricExceptWith")
            && !KnownTypes.IsCollection(method.ReturnType);

    /// <summary>Compares two collections, and leaves in the first, or gives back, what is (true) or is not (false) in the second, too; null of any other method.</summary>
    public static bool? KeepsOther(IMethodSymbol method) => method.Name switch
    {
        "Intersect" or "IntersectWith" => true,
        "Except" or "ExceptWith" => false,
        _ => null,
    };

    /// <summary>Gives back all elements of the collection, each of them once at least.</summary>
    public static bool KeepsAll(IMethodSymbol method)
        => Copies.Contains(method.Name) || (Extensions.Contains(method.Name) && KnownTypes.IsCollection(method.ReturnType)) || (MakesNew(method) && IsStoring(method.Name) && method.Name is not ("Replace" or "SetItem"));

    /// <summary>Gives back an element for each of the collection, and no more; of none, none.</summary>
    public static bool KeepsNumber(IMethodSymbol method) => Copies.Contains(method.Name) || IsOneByOne(method);

    /// <summary>Makes a new collection, with what it is given as elements of it: gives it back, or leaves it in a <c>ref</c> argument.</summary>
    public static bool PutsIntoNew(IMethodSymbol method)
        => (method.Name is "Append" or "Prepend" && KnownTypes.IsCollection(method.ReturnType)) || (MakesNew(method) && IsStoring(method.Name)) || method.ContainingType.Name is "ImmutableInterlocked";

    /// <summary>Gives back elements of the collections it is given, or runs its lambda on them, and on nothing else.</summary>
    public static bool KeepsElements(IMethodSymbol method) => ElementKeepers.Contains(method.Name);

    /// <summary>Gives back what its lambda gives back for each element, in their order.</summary>
    public static bool IsOneByOne(IMethodSymbol method) => method.Name is "Select" or "ConvertAll";

    private static readonly HashSet<string> DeferredNames = new(StringComparer.Ordinal)
    {
        "Where", "Select", "Skip", "SkipLast", "SkipWhile", "Take", "TakeLast", "TakeWhile", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Distinct", "DistinctBy",
        "Reverse", "Concat", "Union", "Append", "Prepend", "Cast", "OfType", "DefaultIfEmpty", "AsEnumerable", "AsQueryable",
    };

    /// <summary>Looks at the collection only when somebody enumerates what it gave back.</summary>
    public static bool IsDeferred(IMethodSymbol method) => method.IsStatic && DeferredNames.Contains(method.Name) && method.ContainingType is { Name: "Enumerable" or "Queryable" or "ParallelEnumerable" };

    /// <summary>Gives back the elements, in their order.</summary>
    public static bool KeepsOrder(IMethodSymbol method) => method.Name is "ToList" or "ToArray" or "ToImmutableArray" or "ToImmutableList" or "AsEnumerable" or "AsReadOnly";

    /// <summary>Gives back what its lambda gives back, and nothing else.</summary>
    public static bool IsSelection(IMethodSymbol method) => GenericRoles.IsMadeByLambdas(method);

    /// <summary>Gives back one of the elements, and no collection of its own, whatever the element is.</summary>
    public static bool IsElement(IMethodSymbol method)
        => method.Name is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ElementAt" or "ElementAtOrDefault" or "Find" or "FindLast"
            or "MinBy" or "MaxBy" or "Peek" or "Dequeue" or "Pop" or "GetOrAdd" or "AddOrUpdate";

    /// <summary>Gives what comes next in a queue or on a stack, and leaves it there or takes it out. (Of one that several threads use it may be another the next time.)</summary>
    public static bool GivesNext(IMethodSymbol method)
        => method is { IsStatic: false, Name: "Peek" or "Dequeue" or "Pop" or "TryPeek" or "TryDequeue" or "TryPop", ContainingType: { Name: "Queue" or "Stack" or "PriorityQueue", ContainingNamespace.Name: "Generic" or "Collections" } };

    /// <summary>Brings together what is equal in two collections, by what its first two lambdas give of each.</summary>
    public static bool IsJoin(IMethodSymbol method) => method.Name is "Join" or "GroupJoin" or "LeftJoin" or "RightJoin" && method.ContainingType.SpecialType != SpecialType.System_String;

    /// <summary>Puts the elements together of which its first lambda gives the same.</summary>
    public static bool IsGrouping(IMethodSymbol method) => method.Name is "GroupBy" or "ToLookup" && (method.Name == "ToLookup" || method.ReturnType is INamedTypeSymbol { TypeArguments: [{ Name: "IGrouping" }] });

    /// <summary>Makes one text of all that it is given.</summary>
    public static bool MakesText(IMethodSymbol method) => method is { IsStatic: true, Name: "Join" or "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String };

    /// <summary>Makes a table of what its first lambda gives as keys.</summary>
    public static bool MakesTable(IMethodSymbol method) => method.Name is "ToDictionary" or "ToFrozenDictionary" or "ToImmutableDictionary" or "ToImmutableSortedDictionary";

    /// <summary>Gives what is there, or the default that it was given.</summary>
    public static bool IsLookUpWithDefault(IMethodSymbol method) => method.Name == "GetValueOrDefault";

    /// <summary>Takes elements from one collection to another.</summary>
    public static bool IsCopy(IMethodSymbol method)
        => method.Name is "CopyTo" or "ConstrainedCopy" or "TryCopyTo"
            || (method.Name == "Copy" && method.ContainingType.SpecialType != SpecialType.System_String)
            || IsTranscription(method);

    /// <summary>Puts what its first argument says into a buffer that it is given, as bytes, as characters or in capitals.</summary>
    public static bool IsTranscription(IMethodSymbol method)
        => method.Name is "GetBytes" or "TryGetBytes" or "GetChars" or "TryGetChars" or "ToUpper" or "ToUpperInvariant" or "ToLower" or "ToLowerInvariant"
            && method.ReturnType.SpecialType is SpecialType.System_Int32 or SpecialType.System_Boolean && method.Parameters.Length > 1;

    /// <summary>The overridable method through which a <c>Collection&lt;T&gt;</c> does what a member of it is called for; null of anything else.</summary>
    public static string? HookOf(ISymbol member)
        => member is not { IsStatic: false, ContainingType: { Name: "Collection" or "ObservableCollection" } type } || !IsLibrary(type) ? null
            : member switch
            {
                IMethodSymbol { Name: "Add" or "Insert" } => "InsertItem",
                IMethodSymbol { Name: "Remove" or "RemoveAt" } => "RemoveItem",
                IMethodSymbol { Name: "Clear" } => "ClearItems",
                IPropertySymbol { IsIndexer: true } => "SetItem",
                _ => null,
            };

    /// <summary>Gives a part of a span as a span: what is put into it is put into the whole.</summary>
    public static bool IsPartOfView(IMethodSymbol method) => method is { Name: "Slice", ContainingType.Name: "Span" or "Memory" or "ArraySegment" };

    /// <summary>Asks something of the elements until one answers the question.</summary>
    public static bool IsQuantifier(IMethodSymbol method) => method.Name is "Any" or "All" or "Exists" or "TrueForAll";

    /// <summary>
    /// The answer of a method that puts its lambda to the elements which tells that all of them were asked, and what the lambda then said of each;
    /// null where no answer does.
    /// </summary>
    public static (AnswerOfAll Answer, bool? Each)? AsksAllWhen(IMethodSymbol method) => method.Name switch
    {
        "All" or "TrueForAll" => (AnswerOfAll.True, true),
        "Any" or "Exists" => (AnswerOfAll.False, false),
        "FindIndex" or "FindLastIndex" or "Find" or "FindLast" or "FirstOrDefault" or "LastOrDefault" => (AnswerOfAll.None, false),
        "Count" or "LongCount" or "SingleOrDefault" or "Sum" or "Max" or "Min" => (AnswerOfAll.Any, null),
        _ => null,
    };

    /// <summary>Runs its lambda on all elements before it returns.</summary>
    public static bool RunsOnAll(IMethodSymbol method)
        => method.Name is "ForEach" or "ForAll" or "ConvertAll" or "Aggregate" or "Sum" or "ToDictionary" or "ToLookup" && !KnownTypes.IsTask(method.ReturnType);

    /// <summary>Of no elements at all it is true.</summary>
    public static bool IsTrueOfNothing(IMethodSymbol method) => method.Name is "All" or "TrueForAll";

    /// <summary>Gives back how many, not which.</summary>
    public static bool IsCount(IMethodSymbol method) => method.Name is "Count" or "GetByteCount" or "GetCharCount" or "LongCount" or "TryGetNonEnumeratedCount" or "GetLength";

    public static bool IsTable(INamedTypeSymbol type)
        => type.Name.Contains("Dictionary") || type.Name is "Hashtable" or "ConditionalWeakTable" or "SortedList" or "ILookup" or "NameValueCollection" or "IDictionary" or "ListDictionary" or "HybridDictionary" or "OrderedDictionary";

    /// <summary>What takes the parts of an interpolated string one by one.</summary>
    private static bool IsInterpolatedStringHandler(INamedTypeSymbol type) => type.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal);

    private static bool IsCollection(INamedTypeSymbol type)
        => type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true
            || type.SpecialType == SpecialType.System_Array
            || type.Name is "Span" or "Memory" or "ArraySegment" or "Queue" or "Stack" or "ConditionalWeakTable"
            || KnownTypes.IsChannel(type);

    /// <summary>Puts something into a collection, and leaves what is in it.</summary>
    public static bool IsAdding(IMethodSymbol method)
        => !method.IsStatic && (method.Name is "UnionWith" || new[] { "Add", "TryAdd", "Insert", "Append", "Prepend", "Push", "TryPush", "Enqueue", "Write", "TryWrite" }.Any(prefix => method.Name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>It says where in a collection something is put: <c>Insert(0, code)</c>.</summary>
    public static bool IsPlaceIn(IMethodSymbol method, IParameterSymbol? parameter)
        => parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_Int32 } && method.Name is "Insert" or "InsertRange" && method.Parameters.Length > 1;

    /// <summary>The number by which a queue sorts its elements.</summary>
    public static bool IsPriority(IParameterSymbol? parameter)
        => parameter is { OriginalDefinition.Type: ITypeParameterSymbol { Ordinal: 1 }, ContainingType: { Name: "PriorityQueue" } queue } && KnownTypes.IsNumber(parameter.Type) && !KnownTypes.IsNumber(queue.TypeArguments[0]);

    /// <summary>Elements of such a queue with their priorities.</summary>
    public static bool IsOfPrioritized(IParameterSymbol? parameter)
        => parameter is { ContainingType.Name: "PriorityQueue", Type: INamedTypeSymbol { TypeArguments: [{ IsTupleType: true }] } };

    /// <summary>What the entries of a table have as key; null of anything else.</summary>
    public static IPropertySymbol? KeyOfEntries(INamedTypeSymbol table)
        => table.AllInterfaces.Append(table).Where(type => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            .Select(type => type.TypeArguments[0]).Where(type => type.Name == "KeyValuePair").SelectMany(PartsOf).FirstOrDefault();

    private static bool IsStoring(string name)
        => name is "Fill" or "CopyTo" or "CopyFrom" or "UnionWith" or "SymmetricExceptWith" or "Replace" or "TryUpdate"
            || name.StartsWith("Add", StringComparison.Ordinal)
            || name.StartsWith("TryAdd", StringComparison.Ordinal)
            || name.StartsWith("Insert", StringComparison.Ordinal)
            || name.StartsWith("Append", StringComparison.Ordinal)
            || name.StartsWith("Prepend", StringComparison.Ordinal)
            || name.StartsWith("Push", StringComparison.Ordinal)
            || name.StartsWith("Enqueue", StringComparison.Ordinal)
            || name.StartsWith("Set", StringComparison.Ordinal)
            || name is "TryPush" or "WriteAsync" or "TryWrite";
}
