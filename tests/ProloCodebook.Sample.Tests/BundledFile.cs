namespace ClaimScrubber.Tests;

/// <summary>The claim file that comes with the program.</summary>
internal static class BundledFile
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "claims", "riverbend-clinic.837");
}
