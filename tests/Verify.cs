using Snapshooter;
using Snapshooter.Xunit;

namespace ProloCodebook.Tests;

/// <summary>Snapshots, behind one call: the library can be replaced here (by Verify.Xunit, say) and nowhere else.</summary>
internal static class Verify
{
    static Verify()
    {
        // On a developer's machine a new snapshot is written, to be looked at and committed; in CI one that is not there fails.
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
        }
    }

    /// <summary>Compares with the accepted text in __snapshots__.</summary>
    public static void Text(string text, string name)
        => Snapshot.Match(text.ReplaceLineEndings("\n"), SnapshotNameExtension.Create(name));
}
