namespace ClaimScrubber.Loops;

/// <summary>The notes (NTE) of claims and lines.</summary>
internal static class Note
{
    /// <summary>NTE01 of a note that adds to what the line says.</summary>
    public const string AdditionalInformation = "ADD";

    public static string Join(string before, string text) => before.Length == 0 ? text : $"{before} {text}";
}
