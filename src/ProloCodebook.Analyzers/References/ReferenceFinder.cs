using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;

namespace ProloCodebook.References;

/// <summary>
/// Finds the references to guarded codes in an operation tree, whatever their spelling. One per compilation; it may be used by many
/// threads at once.
/// </summary>
internal sealed class ReferenceFinder
{
    private static readonly IReadOnlyList<CodeReference> s_none = [];

    private readonly GuardedCodeIndex _codes;
    private readonly PolicySymbols _symbols;
    private readonly Carriers _carriers;
    private readonly ReferenceCandidates _candidates;

    public ReferenceFinder(Compilation compilation, IReadOnlyList<GuardedCode> codes)
        : this(compilation, new GuardedCodeIndex(codes), new PolicySymbols())
    {
    }

    public ReferenceFinder(Compilation compilation, GuardedCodeIndex codes, PolicySymbols symbols)
    {
        _codes = codes;
        _symbols = symbols;
        _carriers = new Carriers(compilation, codes, symbols);
        _candidates = new ReferenceCandidates(codes, symbols, _carriers);
    }

    /// <summary>Calls <paramref name="analyze"/> at the end of each block that may hold a reference: nothing is paid for the others.</summary>
    public void RegisterBlockAction(CompilationStartAnalysisContext context, Action<OperationBlockAnalysisContext> analyze)
        => _candidates.RegisterBlockAction(context, analyze);

    /// <summary>The references at or below <paramref name="root"/>, in source order. Cheap where there are none.</summary>
    public IReadOnlyList<CodeReference> Find(IOperation root, CancellationToken cancellationToken)
    {
        if (_codes.Count == 0)
        {
            return s_none;
        }

        var search = new Search(this, cancellationToken);
        search.Run(root);
        if (search.Found is not { } found)
        {
            return s_none;
        }

        // Operations come in the order of evaluation, which is nearly always that of the source.
        return found.Count == 1 ? found : [.. found.OrderBy(r => r.Operation.Syntax.SpanStart)];
    }

    private sealed class Search(ReferenceFinder finder, CancellationToken cancellationToken)
    {
        // A stack of our own: a concatenation of ten thousand terms is as deep as it is long.
        private readonly Stack<IOperation> _pending = new();

        public List<CodeReference>? Found { get; private set; }

        public void Run(IOperation root)
        {
            _pending.Push(root);
            while (_pending.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Visit(_pending.Pop());
            }
        }

        private void Visit(IOperation operation)
        {
            switch (operation)
            {
                case INameOfOperation or IAttributeOperation:
                case IArgumentOperation { ArgumentKind: ArgumentKind.DefaultValue }: // The parameter's declaration is the reference.
                case IVariableDeclaratorOperation { Symbol.IsConst: true }:
                case IFieldInitializerOperation initializer when finder._carriers.IsDeclaration(initializer, cancellationToken):
                    return;
                case IInterpolatedStringOperation interpolated when !interpolated.ConstantValue.HasValue || interpolated.Parts is [IInterpolatedStringAppendOperation, ..] || TextParts.KeepsHoles(interpolated):
                    VisitParts(interpolated, TextParts.Of(interpolated, TextHeldBy));
                    return;
                case IBinaryOperation { ConstantValue.HasValue: false } sum when TextParts.IsConcatenation(sum):
                    VisitParts(sum, TextParts.Of(sum, TextHeldBy));
                    return;
                case IInterpolationOperation interpolation:
                    // Not its alignment and its format, which are constants, too.
                    _pending.Push(interpolation.Expression);
                    return;
                case IUtf8StringOperation utf8:
                    ExamineText(utf8, utf8.Value, isCarrier: false);
                    return;
                case IInterpolatedStringHandlerCreationOperation:
                    // It is never one text: its parts are handed over one by one.
                    break;
                case { ConstantValue: { HasValue: true, Value: var value } } and not IAssignmentOperation:
                    // (The members of an anonymous type are assignments that have a constant value themselves.)
                    ExamineConstant(operation, value);
                    return;
                case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } reference when !IsWritten(reference):
                    if (finder._carriers.ValueOf(field, cancellationToken) is { } held)
                    {
                        ExamineHeld(operation, held);
                    }

                    return;
                case { Kind: OperationKind.None, SemanticModel: { } model }:
                    foreach (var (text, name) in SourceLanguage.HiddenTexts(operation.Syntax, model, cancellationToken))
                    {
                        ExamineHidden(operation, text, name);
                    }

                    break;
                case IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var type } property }
                    when finder._symbols.TypeOf(type) == PolicyType.Codes:
                    if (finder._codes.FindByConstantName(property.Name) is { } generated)
                    {
                        Add(operation, generated, ReferenceCertainty.Reference, isWholeValue: true, isCarrier: true);
                    }

                    return;
            }

            foreach (var child in operation.ChildOperations.Reverse())
            {
                _pending.Push(child);
            }

            // The default values of their parameters are in no operation tree.
            switch (operation)
            {
                case ILocalFunctionOperation function:
                    VisitDefaultValues(function.Symbol, operation.SemanticModel);
                    break;
                case IAnonymousFunctionOperation lambda:
                    VisitDefaultValues(lambda.Symbol, operation.SemanticModel);
                    break;
            }
        }

        private void VisitDefaultValues(IMethodSymbol function, SemanticModel? model)
        {
            for (var i = function.Parameters.Length - 1; i >= 0; i--)
            {
                if (function.Parameters[i] is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null, DeclaringSyntaxReferences: [var declaration] }
                    && SourceLanguage.DefaultValueOf(declaration.GetSyntax(cancellationToken)) is { } value
                    && model?.GetOperation(value, cancellationToken) is { } operation)
                {
                    _pending.Push(operation);
                }
            }
        }

        private void ExamineConstant(IOperation operation, object? value)
        {
            switch (value)
            {
                case string text:
                    if (finder._codes.MayOccurIn(text))
                    {
                        ExamineText(operation, text, Carriers.IsCarrier(operation));
                    }

                    break;
                case int or long or uint or ulong or short or ushort:
                    ExamineNumber(operation, Convert.ToInt64(value is ulong and > long.MaxValue ? 0L : value, System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case byte or sbyte:
                    // Too small for a code, but an enum member may be called like one.
                    ExamineNumber(operation, 0);
                    break;
            }
        }

        /// <summary>A text that is in no operation of its own: reported on the whole that it is part of. What it is called tells whether it bills.</summary>
        private void ExamineHidden(IOperation whole, string text, string name)
        {
            if (finder._codes.MayOccurIn(text)
                && CodeValue.Find(finder._codes, text, out var isQualified, out _) is { } code
                && (isQualified || !code.IsAllDigits || NameWords.Judge(name) == NameVerdict.Billing)
                && Found?.Any(reference => reference.Operation == whole && reference.Code == code) != true)
            {
                Add(whole, code, ReferenceCertainty.Reference, isWholeValue: false, isCarrier: false);
            }
        }

        private void ExamineHeld(IOperation operation, CarrierValue held)
        {
            if (held.Code is { } code)
            {
                Add(operation, code, CertaintyOf(operation, code, isBareText: true), isWholeValue: true, isCarrier: true);
            }
            else if (held.Text is { } text)
            {
                ExamineText(operation, text, isCarrier: true);
            }
            else if (held.Number is { } number && finder._codes.Find(number) is { } numbered && BillingSignal.IsPresent(operation, finder._symbols))
            {
                Add(operation, numbered, ReferenceCertainty.Reference, isWholeValue: true, isCarrier: true);
            }
        }

        private void ExamineNumber(IOperation operation, long number)
        {
            if (Carriers.EnumMemberOf(operation) is { } member && EnumMembers.FindByName(finder._codes, member) is { } named)
            {
                if (!named.IsAllDigits || BillingSignal.IsPresent(operation, finder._symbols))
                {
                    Add(operation, named, ReferenceCertainty.Reference, isWholeValue: true, isCarrier: true);
                }
            }
            else if (finder._codes.Find(number) is { } code && !NumericUse.Is(operation) && BillingSignal.IsPresent(operation, finder._symbols))
            {
                Add(operation, code, ReferenceCertainty.Reference, isWholeValue: true, Carriers.IsCarrier(operation));
            }
        }

        private void ExamineText(IOperation operation, string text, bool isCarrier)
        {
            if (CodeValue.Find(finder._codes, text, out var isQualified, out var hasModifiers) is { } whole)
            {
                if (isQualified)
                {
                    Add(operation, whole, ReferenceCertainty.Reference, isWholeValue: true, isCarrier);
                }
                else
                {
                    Add(operation, whole, CertaintyOf(operation, whole, isBareText: !hasModifiers), isWholeValue: true, isCarrier);
                }

                return;
            }

            foreach (var code in CodePositions.Find(finder._codes, text).Select(found => found.Code).Distinct())
            {
                Add(operation, code, ReferenceCertainty.Reference, isWholeValue: false, isCarrier);
            }
        }

        /// <summary>A text made of constant parts and holes: an interpolated string, or a concatenation that the compiler does not fold.</summary>
        private void VisitParts(IOperation operation, TextParts parts)
        {
            var judged = new HashSet<IOperation>();
            if (parts.MayHold(finder._codes))
            {
                if (parts.Folded is { } folded)
                {
                    ExamineText(operation, folded, isCarrier: false);
                    return;
                }

                foreach (var (part, code, isWhole) in parts.Find(finder._codes))
                {
                    var certainty = isWhole && !part.IsQualified && !part.IsHole ? CertaintyOf(part.Operation, code, part.IsBare) : ReferenceCertainty.Reference;
                    Add(part.Operation, code, certainty, isWhole, Carriers.IsCarrier(part.Operation));
                    if (part.IsHole)
                    {
                        judged.Add(part.Operation);
                    }
                }
            }

            for (var i = parts.Holes.Count - 1; i >= 0; i--)
            {
                if (judged.Count == 0 || !parts.Holes[i].DescendantsAndSelf().Any(judged.Contains))
                {
                    _pending.Push(parts.Holes[i]);
                }
            }
        }

        /// <summary>What an expression that is put into a text is known to hold: a constant text or number, or what a carrier holds.</summary>
        private string? TextHeldBy(IOperation expression)
        {
            var value = expression.ConstantValue is { HasValue: true } constant ? constant.Value
                : expression is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } && finder._carriers.ValueOf(field, cancellationToken) is { } held ? held.Text ?? (object?)held.Code?.Value ?? held.Number
                : null;
            return value is string or int or long or uint or short or ushort && Carriers.EnumMemberOf(expression) is null ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;
        }

        private ReferenceCertainty? CertaintyOf(IOperation operation, GuardedCode code, bool isBareText)
        {
            if (Carriers.IsGenerated(operation, finder._symbols) || !code.IsAllDigits || BillingSignal.IsPresent(operation, finder._symbols))
            {
                return ReferenceCertainty.Reference;
            }

            return isBareText ? ReferenceCertainty.NoBillingSignal : null;
        }

        private void Add(IOperation operation, GuardedCode code, ReferenceCertainty? certainty, bool isWholeValue, bool isCarrier)
        {
            if (certainty is { } known && !(isWholeValue && NameLookup.IsArgumentOf(operation)))
            {
                (Found ??= []).Add(new CodeReference(operation, code, known, isWholeValue, isCarrier));
            }
        }

        private static bool IsWritten(IOperation reference)
            => reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
    }
}
