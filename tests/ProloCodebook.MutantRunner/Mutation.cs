using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ProloCodebook.MutantRunner;

/// <summary>
/// Has Stryker make the mutants: one assembly that holds all of them, each behind a question to its <c>MutantControl</c>. Stryker itself is
/// told to test what was changed since the last commit, which is nothing where all is committed, so that it is done at once.
/// </summary>
internal static class Mutation
{
    private static readonly byte[] s_mark = "MutantControl"u8.ToArray();

    public static async Task PrepareAsync(WorkFolder work, string project, string quickTest, string[] mutate, CancellationToken cancellation)
    {
        if (File.Exists(work.Report))
        {
            return;
        }

        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(project, "stryker-config.json"), cancellation))!;
        var product = Path.GetFileNameWithoutExtension((string)configuration["stryker-config"]!["project"]!);
        configuration["stryker-config"]!["test-case-filter"] = "FullyQualifiedName~" + quickTest;
        Directory.CreateDirectory(Path.Combine(project, "obj"));
        await File.WriteAllTextAsync(Path.Combine(project, "obj", "stryker-once.json"), configuration.ToJsonString(), cancellation);
        var output = Path.Combine(work.Path, "stryker");
        var start = new ProcessStartInfo("dotnet", ["stryker", "-f", "obj/stryker-once.json", $"--since:{await LastCommitAsync(project, cancellation)}", "-r", "json", "-c", "1", "-O", output, .. mutate.SelectMany(glob => new[] { "-m", glob })]) { WorkingDirectory = project };
        using var stryker = Process.Start(start)!;
        await stryker.WaitForExitAsync(cancellation);

        // Stryker leaves the mutated assembly where it is; the next build replaces it.
        var mutated = Directory.EnumerateFiles(Path.Combine(project, "bin"), product + ".dll", SearchOption.AllDirectories)
            .FirstOrDefault(path => File.ReadAllBytes(path).AsSpan().IndexOf(s_mark) >= 0)
            ?? throw new InvalidOperationException($"Stryker (exit code {stryker.ExitCode}) left no mutated {product}.dll.");
        var from = Path.GetDirectoryName(mutated)!;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(work.Bin, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to, overwrite: true);
        }

        work.TestAssembly = Path.GetFileName(Path.TrimEndingDirectorySeparator(project));
        File.Copy(Directory.EnumerateFiles(output, "mutation-report.json", SearchOption.AllDirectories).Single(), work.Report);
    }

    /// <summary>By its hash: Stryker does not find <c>HEAD</c> in a linked work tree.</summary>
    private static async Task<string> LastCommitAsync(string project, CancellationToken cancellation)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "HEAD"]) { WorkingDirectory = project, RedirectStandardOutput = true })!;
        var hash = await git.StandardOutput.ReadToEndAsync(cancellation);
        await git.WaitForExitAsync(cancellation);
        return hash.Trim();
    }
}
