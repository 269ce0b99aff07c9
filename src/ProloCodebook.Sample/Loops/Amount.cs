using System.Globalization;

namespace ClaimScrubber.Loops;

/// <summary>Monetary amounts as X12 writes them: digits, a point where there are cents, no separators.</summary>
internal static class Amount
{
    /// <summary>Of data element 782. Sums of such amounts fit a <see cref="decimal"/>.</summary>
    private const int MaxLength = 18;

    public static bool TryParse(string text, out decimal amount)
    {
        amount = 0;
        return text.Length <= MaxLength
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
    }
}
