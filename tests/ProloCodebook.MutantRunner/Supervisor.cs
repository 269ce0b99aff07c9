using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ProloCodebook.MutantRunner;

/// <summary>Gives mutants to a worker, and a new one where a mutant took the worker with it.</summary>
internal static class Supervisor
{
    private static readonly string s_self = Path.ChangeExtension(typeof(Supervisor).Assembly.Location, null);

    public static async Task MeasureCoverageAsync(WorkFolder work)
    {
        if (work.Coverage is not null)
        {
            return;
        }

        Install(work);
        using var worker = Start(work, "coverage");
        worker.StandardInput.Close();
        Console.Write(await worker.StandardOutput.ReadToEndAsync());
        await worker.WaitForExitAsync();
    }

    public static async Task RunAsync(WorkFolder work, int seed, TimeSpan time, int workers, bool again)
    {
        var reached = work.Coverage!.SelectMany(test => test.Mutants.Concat(test.Static)).ToHashSet();
        var order = new TestOrder(work.Mutants, work.Coverage!);
        var known = work.Results;
        var watch = Stopwatch.StartNew();

        // Each mutant in an initializer takes a process of its own, so those are last.
        var toTry = new ConcurrentQueue<Mutant>(InRandomOrder(work.Mutants, seed).OrderBy(mutant => order.IsInInitializer(mutant.Id)).Where(mutant => known.TryGetValue(mutant.Id, out var result) ? again && !result.IsDetected : !again));
        Install(work);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => TryAsync()));

        async Task TryAsync()
        {
            Process? worker = null;
            while (watch.Elapsed <= time && toTry.TryDequeue(out var mutant))
            {
                if (!reached.Contains(mutant.Id) && !order.IsInInitializer(mutant.Id))
                {
                    work.Add(new MutantResult(mutant.Id, MutantResult.NotReached, "", 0));
                    continue;
                }

                if (worker is null or { HasExited: true })
                {
                    worker?.Dispose();
                    worker = Start(work, "worker");
                }

                await worker.StandardInput.WriteLineAsync(mutant.Id.ToString(CultureInfo.InvariantCulture));
                await worker.StandardInput.FlushAsync();
                if (await worker.StandardOutput.ReadLineAsync() is { } line)
                {
                    work.Add(MutantResult.Parse(line));
                    if (line.Contains(MutantResult.Timeout, StringComparison.Ordinal))
                    {
                        await worker.WaitForExitAsync();
                    }
                }
                else
                {
                    await worker.WaitForExitAsync();
                    work.Add(new MutantResult(mutant.Id, MutantResult.Killed, "the process, which died of it", 0));
                }
            }

            worker?.StandardInput.Close();
            worker?.Dispose();
        }
    }

    /// <summary>Each file's mutants shuffled, and the files dealt together in proportion: any beginning is a sample of all files.</summary>
    private static IEnumerable<Mutant> InRandomOrder(IReadOnlyList<Mutant> mutants, int seed)
    {
        var random = new Random(seed);
        var placed = new List<(double Place, Mutant Mutant)>();
        foreach (var file in mutants.GroupBy(mutant => mutant.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var shuffled = file.OrderBy(mutant => mutant.Id).ToArray();
            random.Shuffle(shuffled);
            placed.AddRange(shuffled.Select((mutant, index) => ((index + 0.5) / shuffled.Length, mutant)));
        }

        return placed.OrderBy(pair => pair.Place).Select(pair => pair.Mutant);
    }

    /// <summary>Puts the runner beside the tests, which look for their files in the folder of the program. Not while a worker runs, which has them mapped.</summary>
    private static void Install(WorkFolder work)
    {
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(path => path.StartsWith(s_self, StringComparison.Ordinal) || Path.GetFileName(path) == "System.CommandLine.dll"))
        {
            File.Copy(path, Path.Combine(work.Bin, Path.GetFileName(path)), overwrite: true);
        }
    }

    private static Process Start(WorkFolder work, string command)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(work.Bin, Path.GetFileName(s_self) + ".dll"), command, work.Path]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // A mutant that fills the memory is to die of it, not the machine.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x180000000";
        start.Environment["PROLOCODEBOOK_KEEP_COMPILATIONS"] = "1";
        return Process.Start(start)!;
    }
}
