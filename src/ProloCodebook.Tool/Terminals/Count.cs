using System.Globalization;

namespace ProloCodebook.Tool.Terminals;

/// <summary>Numbers of things, in words.</summary>
internal static class Count
{
    /// <summary><c>1 error</c>, <c>2 errors</c>.</summary>
    public static string Of(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
