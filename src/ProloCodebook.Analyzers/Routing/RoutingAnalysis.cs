using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.References;
using ProloCodebook.Rules;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Routing;

/// <summary>
/// The routing analysis of one compilation (routing.md). Bodies are followed on demand and once; what was found is kept
/// as long as the compilation, so that the editor and the build say the same.
/// </summary>
internal sealed class RoutingAnalysis
{
    /// <summary>A method that calls itself is followed this often before the least is assumed of it.</summary>
    private const int MaxRounds = 3;

    /// <summary>How a mistake of the analysis itself shows in a message.</summary>
    public const string InternalError = "an error in the analysis";

    private readonly GuardedCodeIndex _codes;
    private readonly ReferenceFinder _finder;
    private readonly ConcurrentDictionary<(SyntaxNode Body, int Level), BodyFlow> _flows = new();

    private readonly ConcurrentDictionary<ISymbol, bool> _writtenByFunctions = new(SymbolEqualityComparer.Default);

    // The same from wherever all of its callees are in reach.
    private readonly ConcurrentDictionary<SyntaxNode, BodyFlow> _whole = new();

    public RoutingAnalysis(Compilation compilation, GuardedCodeIndex codes, ReferenceFinder finder, PolicySymbols symbols, CallExemptions exemptions)
    {
        _finder = finder;
        _codes = codes;
        Symbols = symbols;
        Exemptions = exemptions;
        var sources = new SourceIndex(compilation);
        Bodies = new BodyFinder(compilation, sources);
        Access = new Access(compilation);
        Mentions = new Mentions(sources, Bodies);
        WrittenMembers = new WrittenMembers(Bodies);
        SureWrites = new SureWrites(Bodies, symbols);
        EvaluatingNames = new EvaluatingNames(sources, symbols);
        ReferringNames = new ReferringNames(sources, codes);
        LoggingBodies = new LoggingBodies(Bodies, symbols, exemptions);
        ComputedMembers = new ComputedMembers(Bodies);
        KnownDelegates = new KnownDelegates(this);
        AnswerCaches = new AnswerCaches(this);
        DelegateRows = new DelegateRows(this);
        Construction = new Construction(Bodies, finder);
        LoggedContainers = new LoggedContainers(Bodies, LoggingBodies, exemptions);
        Decorators = new Decorators(Bodies);
        ValueTables = new ValueTables(this);
        StoredDecisions = new StoredDecisions(this);
    }

    public PolicySymbols Symbols { get; }

    public ValueTables ValueTables { get; }

    public CallExemptions Exemptions { get; }

    public BodyFinder Bodies { get; }

    public Access Access { get; }

    public Mentions Mentions { get; }

    public WrittenMembers WrittenMembers { get; }

    public SureWrites SureWrites { get; }

    /// <summary>By method: it is mentioned other than in a call.</summary>
    public ConcurrentDictionary<IMethodSymbol, bool> UsedAsDelegate { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>By method, and code or parameter: every call of it comes behind an evaluation about that.</summary>
    public ConcurrentDictionary<(IMethodSymbol Method, string Code, ValueKey About), bool> CallersEvaluate { get; } = new();

    /// <summary>From where on a search has found everything routed: thousands may put a code into one field, or hand one delegate to a method.</summary>
    public ConcurrentDictionary<RoutedPlace, bool> Routed { get; } = new();

    public EvaluatingNames EvaluatingNames { get; }

    public ReferringNames ReferringNames { get; }

    public LoggingBodies LoggingBodies { get; }

    public ComputedMembers ComputedMembers { get; }

    public KnownDelegates KnownDelegates { get; }

    /// <summary>
    /// It gives the elements of a collection class that only this compilation knows, and of which nobody else's object can be. What it gives goes where
    /// the objects go.
    /// </summary>
    public bool EnumeratesOwn(IMethodSymbol method) => method.ContainingType.TypeKind == TypeKind.Class && Access.IsEnumeratorOfClosed(method) && !Bodies.HasDerived(method.ContainingType);

    public AnswerCaches AnswerCaches { get; }

    public DelegateRows DelegateRows { get; }

    public Construction Construction { get; }

    public LoggedContainers LoggedContainers { get; }

    public Decorators Decorators { get; }

    public StoredDecisions StoredDecisions { get; }

    /// <summary>A method is handed about as a delegate, so that not all calls of it can be found.</summary>
    public bool IsUsedAsDelegate(IMethodSymbol method, CancellationToken cancellationToken)
        => method.AssociatedSymbol is null && UsedAsDelegate.GetOrAdd(method, m => SourceLanguage.IsEventHandler(m) || Mentions.IsUsedAsDelegate(m, cancellationToken));

    /// <summary>A lambda, a local function or a method that is handed about as a delegate assigns a member.</summary>
    public bool IsWrittenByFunctions(ISymbol member, CancellationToken cancellationToken)
        => _writtenByFunctions.GetOrAdd(member.OriginalDefinition, m => Mentions.Of(m, cancellationToken).Any(mention => Bodies.OperationOf(mention.Name, m, cancellationToken) is { } operation && IsWritten(operation)
            && Bodies.ModelOf(mention.Name.SyntaxTree).GetEnclosingSymbol(mention.Name.SpanStart, cancellationToken) is IMethodSymbol writer
            && (writer.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction || IsUsedAsDelegate(writer, cancellationToken))));

    /// <summary>A new object's own initializer does not count: nobody knows that one so far.</summary>
    private static bool IsWritten(IOperation member)
        => member is not IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } && member.IsWritten();

    /// <summary>Every call of a method stands in the compilation.</summary>
    public bool IsCalledInSightOnly(IMethodSymbol method, CancellationToken cancellationToken) => Access.IsClosed(method) && !IsUsedAsDelegate(method, cancellationToken);

    /// <summary>The guarded code that a text is, if it is one.</summary>
    public GuardedCode? CodeOf(string text) => _codes.Find(text.Trim());

    /// <summary>Which value an expression is that says so by itself: a guarded code, however it is written, or another constant. Null for any other.</summary>
    public ValueKey? KeyOf(IOperation value, CancellationToken cancellationToken)
    {
        while (value is IConversionOperation { ConstantValue.HasValue: false, OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        var references = _finder.Find(value, cancellationToken);
        return references.Count > 0 ? references is [{ Operation.Syntax: var syntax, Code: var code }] && syntax == value.Syntax ? new CodeKey(code.Value) : null
            : value.ConstantValue is { HasValue: true, Value: { } constant } ? new ConstantKey(constant)
            : null;
    }

    /// <summary>The guarded code that a parameter's default value is: a text, a number, or an enum member by its name or its value.</summary>
    public GuardedCode? CodeOfDefault(IParameterSymbol parameter)
    {
        if (parameter is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } value })
        {
            return null;
        }

        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        var named = type.TypeKind == TypeKind.Enum
            ? type.GetMembers().OfType<IFieldSymbol>().Where(member => Equals(member.ConstantValue, value)).Select(member => EnumMembers.FindByName(_codes, member)).FirstOrDefault(code => code is not null)
            : null;
        return named ?? CodeOf(System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty);
    }

    /// <summary>The flow of a body.</summary>
    public BodyFlow FlowOf(BodyReference body, RoutingSession session)
    {
        if ((_whole.TryGetValue(body.Node, out var known) && known.Depth <= session.Level) || _flows.TryGetValue((body.Node, session.Level), out known))
        {
            return known;
        }

        var flow = FollowToFixpoint(body, session);
        return flow.IsCut ? _flows.GetOrAdd((body.Node, session.Level), flow) : _whole.GetOrAdd(body.Node, flow);
    }

    /// <summary>The code of a service line is read.</summary>
    public bool ReadsCodeOfLine(IOperation block)
        => block.DescendantsAndSelf().Any(operation => operation is IPropertyReferenceOperation { Property: { Name: "Code", ContainingType: var type } } && Symbols.IsServiceLine(type));

    /// <summary>The guarded codes that the service lines which come into a body may have been built from. What takes too long to find has none: where it was built, it is reported.</summary>
    public IReadOnlyList<GuardedCode> CodesOfLines(BodyReference body, IReadOnlyList<IncomingSource> from, RoutingSession session)
    {
        try
        {
            return new LineOrigins(this, session).CodesOf(body, from, new RoutingBudget(session.CancellationToken));
        }
        catch (RoutingBudgetException)
        {
            return [];
        }
    }

    /// <summary>Looks up what the callees of a body do.</summary>
    public Func<IMethodSymbol, (IMethodSymbol Body, MethodSummary Summary)> SummaryOf(BodyContext caller)
        => method => (method, SummaryOf(method, caller));

    /// <summary>What a member's initializer leaves in a new object.</summary>
    public MethodSummary SummaryOfInitializer(BodyReference initializer, BodyContext caller)
    {
        if (caller.Session.Level == 0)
        {
            caller.Cut();
            return MethodSummary.None;
        }

        var flow = FlowOf(initializer, caller.Session.Below());
        caller.Deepen(flow);
        return flow.SummaryFor(caller.Session);
    }

    private MethodSummary SummaryOf(IMethodSymbol method, BodyContext caller)
    {
        MethodSummary? summary = null;
        foreach (var body in Bodies.ReferencesOf(method))
        {
            var next = body.Node == caller.Body ? caller.AssumeSelf() : caller.Session.Level == 0 ? MethodSummary.Unknown(method) : Below(body);
            summary = summary is null ? next : summary.And(next);
        }

        if (caller.Session.Level == 0 && summary is not null)
        {
            caller.Cut();
        }

        return summary ?? MethodSummary.Unknown(method);

        MethodSummary Below(BodyReference body)
        {
            var flow = FlowOf(body, caller.Session.Below());
            caller.Deepen(flow);
            return flow.SummaryFor(caller.Session);
        }
    }

    /// <summary>
    /// Follows a body. One that calls itself is at first taken never to return from there: what holds on every return that needs no further
    /// call of itself is the most that can hold; the next rounds take it from there until what was assumed is what was found.
    /// </summary>
    private BodyFlow FollowToFixpoint(BodyReference body, RoutingSession session)
    {
        var assumed = MethodSummary.Unreached(body.Owner);
        for (var round = 0; ; round++)
        {
            var flow = Follow(body, session, assumed, isEndless: false, out var isRecursive);
            if (round == 0 && flow.Main is { Exit: null, Context.PassesOn: true })
            {
                return Follow(body, session, assumed, isEndless: true, out _);
            }

            if (!isRecursive || round > MaxRounds || assumed.Same(flow.SummaryFor(session)))
            {
                return flow;
            }

            assumed = round < MaxRounds ? flow.SummaryFor(session) : body.Owner is IMethodSymbol method ? MethodSummary.Unknown(method) : MethodSummary.None;
        }
    }

    private BodyFlow Follow(BodyReference body, RoutingSession session, MethodSummary assumed, bool isEndless, out bool isRecursive)
    {
        var method = body.Owner as IMethodSymbol;
        FlowRecord record = new();
        isRecursive = false;
        try
        {
            if (SourceLanguage.WhyNotFollowed(body.Node) is { } why)
            {
                return Empty(body, record, why);
            }

            var model = Bodies.ModelOf(body.Node.SyntaxTree);
            if (model.GetOperation(body.Node, session.CancellationToken) is not { Parent: null } operation)
            {
                return Empty(body, record, null);
            }

            if (!TryMakeGraph(body.Node, model, out var graph, session.CancellationToken))
            {
                return Empty(body, record, "the compiler fails to make its control-flow graph");
            }

            if (graph is null)
            {
                return Empty(body, record, null);
            }

            var references = new Dictionary<SyntaxNode, CodeReference>();
            foreach (var reference in _finder.Find(operation, session.CancellationToken))
            {
                if (reference.Certainty == ReferenceCertainty.Reference)
                {
                    references[reference.Operation.Syntax] = reference;
                }
            }

            var context = new BodyContext(this, session, body.Owner, body.Node, references, assumed)
            {
                IsEndless = isEndless,
                HasFunctions = operation.Descendants().Any(inner => inner.Kind is OperationKind.AnonymousFunction or OperationKind.LocalFunction),
            };
            record = context.Record;
            var main = new FlowAnalysis(context, graph, null, null);
            main.Run(main.Entered(method), record: true);
            main.NoteInitial();
            record.Arrivals.AddRange(context.Shared.LateArrivals(context.Budget, main.NoteHeldLater));
            isRecursive = context.IsRecursive;
            var functions = main.FunctionsKept();

            // From here on others ask, each with a token of their own.
            context.CancellationToken = CancellationToken.None;
            return record.GaveUp is { } reason ? Empty(body, record, reason) : new BodyFlow(body, record, main, functions, null) { Depth = context.Depth };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Empty(body, record, WhyGivenUp(exception));
        }
    }

    /// <summary>The compiler is our host. A mistake of ours must not cost it the other methods; the tests look for this text.</summary>
    public static string WhyGivenUp(Exception exception) => exception switch
    {
        RoutingBudgetException => "the method takes too many steps",
        InsufficientExecutionStackException => "an expression in the method is nested too deeply",
        _ => $"{InternalError}: {exception.GetType().Name}",
    };

    /// <summary>Roslyn's own builder throws on some code that does not compile: an interpolated string handler with two constructors that are alike.</summary>
    private static bool TryMakeGraph(SyntaxNode body, SemanticModel model, out ControlFlowGraph? graph, CancellationToken cancellationToken)
    {
        try
        {
            graph = ControlFlowGraph.Create(body, model, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or InsufficientExecutionStackException))
        {
            graph = null;
            return false;
        }
    }

    private static BodyFlow Empty(BodyReference body, FlowRecord record, string? why)
        => new(body, record, null, ImmutableDictionary<DelegateTarget, KeptFunction>.Empty, why) { Depth = BodyFlow.CutDepth };
}
