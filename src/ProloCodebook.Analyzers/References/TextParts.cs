using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProloCodebook.References;

/// <summary>A constant part of a text.</summary>
/// <param name="Operation">What a reference in it is reported on.</param>
internal sealed record TextPart(IOperation Operation, string Text)
{
    /// <summary>Set by <see cref="TextParts.Find"/>: the code stands after a qualifier (HC:).</summary>
    public bool IsQualified { get; init; }

    /// <summary>Set by <see cref="TextParts.Find"/>: nothing but the code.</summary>
    public bool IsBare { get; init; }

    /// <summary>A hole whose value is known: an expression of its own, judged by itself wherever the text around it says nothing.</summary>
    public bool IsHole { get; init; }
}

/// <summary>A text whose constant parts are known and whose other parts are holes.</summary>
internal sealed class TextParts
{
    /// <summary>Stands for a hole: no letter, no digit, no delimiter of any format.</summary>
    public const char Hole = '\uFFFC';

    // In order; null is a hole.
    private readonly List<TextPart?> _parts = [];
    private readonly IOperation? _whole;

    private TextParts(IOperation? whole) => _whole = whole;

    /// <summary>The operations in the holes, in order.</summary>
    public List<IOperation> Holes { get; } = [];

    /// <summary>The whole text where it has no hole: <c>"M007" + '6'</c>, which the compiler does not fold.</summary>
    public string? Folded => Holes.Count == 0 ? string.Concat(_parts.Select(p => p!.Text)) : null;

    public static bool IsConcatenation(IBinaryOperation sum)
        => sum.OperatorKind == BinaryOperatorKind.Concatenate
            || (sum.OperatorKind == BinaryOperatorKind.Add
                && (sum.Type?.SpecialType == SpecialType.System_String || (sum.LeftOperand, sum.RightOperand) is (IUtf8StringOperation or IBinaryOperation, IUtf8StringOperation)));

    /// <summary>Nothing but constant texts: <c>$"{prefix}M0076"</c>, which Visual Basic does not fold.</summary>
    public static bool IsConstant(IInterpolatedStringOperation interpolated)
    {
        foreach (var part in interpolated.Parts)
        {
            if (part is not (IInterpolatedStringTextOperation or IInterpolationOperation { Alignment: null, FormatString: null, Expression.ConstantValue: { HasValue: true, Value: string } }))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A <c>FormattableString</c>: whoever gets it has each hole for itself, as a statement's parameter, say.</summary>
    public static bool KeepsHoles(IInterpolatedStringOperation interpolated)
        => interpolated.Parent is IConversionOperation { Type: { Name: "FormattableString" or "IFormattable", ContainingNamespace.Name: "System" } };

    /// <summary>Reports on the whole interpolated string: its text parts are no expressions.</summary>
    /// <param name="held">The text that an expression in a hole is known to hold, a carrier or a number, say.</param>
    public static TextParts Of(IInterpolatedStringOperation interpolated, Func<IOperation, string?>? held = null)
    {
        var parts = new TextParts(interpolated);
        var isConstant = IsConstant(interpolated) && !KeepsHoles(interpolated);
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue.Value: string text }:
                    parts._parts.Add(new TextPart(interpolated, text));
                    break;
                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [{ Value.ConstantValue.Value: string text }, ..] } }
                    when part.Kind == OperationKind.InterpolatedStringAppendLiteral:
                    parts._parts.Add(new TextPart(interpolated, text));
                    break;
                case IInterpolationOperation { Expression.ConstantValue.Value: string text } when isConstant:
                    parts._parts.Add(new TextPart(interpolated, text));
                    break;
                default:
                    parts.AddHole(part, ValueIn(part), held);
                    break;
            }
        }

        return parts;
    }

    /// <summary>What stands in a hole as it is. A number that is formatted may look like anything.</summary>
    private static IOperation? ValueIn(IOperation part) => part switch
    {
        IInterpolationOperation { FormatString: null, Expression: var expression } => expression,
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [{ Value: var value }] } } => value,
        _ => null,
    };

    private void AddHole(IOperation hole, IOperation? value, Func<IOperation, string?>? held)
    {
        value = value is null ? null : Carriers.WithoutConversions(value);
        _parts.Add(value is not null && held?.Invoke(value) is { } text ? new TextPart(value, text) { IsHole = true } : null);
        Holes.Add(hole);
    }

    /// <summary>Reports on the operand: each is an expression of its own.</summary>
    /// <param name="held">The text that an operand which is no text is known to hold.</param>
    public static TextParts Of(IBinaryOperation sum, Func<IOperation, string?>? held = null)
    {
        var parts = new TextParts(null);
        var operands = new Stack<IOperation>();
        operands.Push(sum);
        while (operands.Count > 0)
        {
            var operand = operands.Pop();
            if (operand is IBinaryOperation { ConstantValue.HasValue: false } inner && IsConcatenation(inner))
            {
                operands.Push(inner.RightOperand);
                operands.Push(inner.LeftOperand);
            }
            else if (TextOf(operand) is { } text)
            {
                parts._parts.Add(new TextPart(operand, text));
            }
            else
            {
                parts.AddHole(operand, operand, held);
            }
        }

        return parts;
    }

    public bool MayHold(GuardedCodeIndex codes)
    {
        if (Folded is { } folded)
        {
            return codes.MayOccurIn(folded);
        }

        foreach (var part in _parts)
        {
            if (part is not null && codes.MayOccurIn(part.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The codes in the parts, each once per part: as a whole part, or in a code position of the whole text. Of a hole only a code of digits alone
    /// that the text before it says to be one; of any other it is known without.
    /// </summary>
    public IEnumerable<(TextPart Part, GuardedCode Code, bool IsWhole)> Find(GuardedCodeIndex codes)
    {
        var composed = new StringBuilder();
        var starts = new List<(int Start, TextPart Part)>();
        foreach (var part in _parts)
        {
            if (part is null)
            {
                composed.Append(Hole);
                continue;
            }

            starts.Add((composed.Length, part));
            composed.Append(part.Text);
        }

        var placed = CodePositions.Find(codes, composed.ToString()).Select(found => (starts.Last(s => s.Start <= found.Start).Part, found.Code)).Distinct().ToList();
        var seen = new HashSet<(IOperation, GuardedCode)>();
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i] is { IsHole: false } part
                && CodeValue.Find(codes, WholePart(i), out var isQualified, out var hasModifiers) is { } code
                && !(code.IsAllDigits && TouchesHole(i))
                && seen.Add((part.Operation, code)))
            {
                yield return (part with { IsQualified = isQualified || (_whole is null && placed.Contains((part, code))), IsBare = !hasModifiers }, code, true);
            }
        }

        foreach (var (part, code) in placed)
        {
            if ((!part.IsHole || code.IsAllDigits) && seen.Add((part.Operation, code)))
            {
                yield return (part, code, part.IsHole);
            }
        }
    }

    /// <summary>
    /// The part, where it may be the whole value. An operand is an expression, so white space does not hide its code. In an interpolated string
    /// it makes prose: <c>$"{n} M0076 {unit}"</c>; there the holes are a qualifier and modifiers: <c>$"{qualifier}:M0076:{modifier}"</c>.
    /// </summary>
    private string WholePart(int index)
    {
        var text = _parts[index]!.Text;
        if (_whole is null || text.Length == 0)
        {
            return text;
        }

        if ((index > 0 && char.IsWhiteSpace(text[0])) || (index < _parts.Count - 1 && char.IsWhiteSpace(text[text.Length - 1])))
        {
            return "";
        }

        return index == 1 && _parts[0] is null && text[0] is ':' or '*' or '^' ? text.Substring(1) : text;
    }

    /// <summary>A hole next to a digit: the number may go on there.</summary>
    private bool TouchesHole(int index)
    {
        var text = _parts[index]!.Text;
        return _whole is not null
            && ((index > 0 && char.IsDigit(text[0])) || (index < _parts.Count - 1 && char.IsDigit(text[text.Length - 1])));
    }

    private static string? TextOf(IOperation operand)
    {
        switch (operand)
        {
            case IUtf8StringOperation utf8:
                return utf8.Value;
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return text;
            case { ConstantValue: { HasValue: true, Value: char character } }:
                return character.ToString();
            case IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: char character } }:
                // "a" + 'b' boxes the character, or turns it into text, as the language version has it.
                return character.ToString();
            default:
                return null;
        }
    }
}
