using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ProloCodebook.MutantRunner;

/// <summary>
/// Has Stryker make the mutants: one assembly that holds all of them, each behind a question to its <c>MutantControl</c>. Stryker itself is
/// given one quick test, so that it is done at once; the assembly is copied while it is there.
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
        var settings = configuration["stryker-config"]!.AsObject();
        var product = Path.GetFileNameWithoutExtension((string)settings["project"]!);
        settings["test-case-filter"] = "FullyQualifiedName~" + quickTest;
        settings["reporters"] = new JsonArray("json");
        var file = Path.Combine(project, "obj", "stryker-once.json");
        await File.WriteAllTextAsync(file, configuration.ToJsonString(), cancellation);

        var output = Path.Combine(work.Path, "stryker");
        var start = new ProcessStartInfo("dotnet", ["stryker", "-f", "obj/stryker-once.json", "-c", "1", "-O", output, .. mutate.SelectMany(glob => new[] { "-m", glob })]) { WorkingDirectory = project };
        using var stryker = Process.Start(start)!;
        var copied = false;
        while (!stryker.HasExited)
        {
            await Task.Delay(200, cancellation);
            copied = copied || TryCopy(project, product, work);
        }

        if (!copied)
        {
            throw new InvalidOperationException($"Stryker (exit code {stryker.ExitCode}) left no mutated {product}.dll to be copied.");
        }

        work.TestAssembly = Path.GetFileName(Path.TrimEndingDirectorySeparator(project));
        File.Copy(Directory.EnumerateFiles(output, "mutation-report.json", SearchOption.AllDirectories).Single(), work.Report);
    }

    private static bool TryCopy(string project, string product, WorkFolder work)
    {
        try
        {
            var mutated = Directory.EnumerateFiles(Path.Combine(project, "bin"), product + ".dll", SearchOption.AllDirectories)
                .Select(path => (Path: path, Bytes: File.ReadAllBytes(path)))
                .FirstOrDefault(dll => dll.Bytes.AsSpan().IndexOf(s_mark) >= 0);
            if (mutated.Path is null)
            {
                return false;
            }

            var from = Path.GetDirectoryName(mutated.Path)!;
            foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(work.Bin, Path.GetRelativePath(from, path));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(path, to, overwrite: true);
            }

            // Not what Stryker may have put back meanwhile.
            File.WriteAllBytes(Path.Combine(work.Bin, product + ".dll"), mutated.Bytes);
            return true;
        }
        catch (IOException)
        {
            return false; // Being written.
        }
    }
}
