using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace ProloCodebook.MutantRunner;

/// <summary>The process that runs tests. It is told mutants by their numbers, a line each, and answers with a line each.</summary>
internal static class Worker
{
    /// <summary>A loop without end is noticed after this, and ten times what the test takes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private const int RecentKillers = 12;

    public static void MeasureCoverage(WorkFolder work)
    {
        var host = new TestHost(work);
        host.Control.Activate(MutantSwitch.None);
        host.Control.Captures = true;
        var coverage = new List<TestCoverage>();
        foreach (var test in host.Tests)
        {
            host.Control.Take();
            var watch = Stopwatch.StartNew();
            try
            {
                host.RunAsync(test).GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                // It would kill every mutant.
                Console.Error.WriteLine($"Left out, as it fails without a mutant: {test.Name}: {(exception as TargetInvocationException)?.InnerException?.Message ?? exception.Message}");
                continue;
            }

            var elapsed = watch.Elapsed.TotalMilliseconds;
            var (mutants, inInitializers) = host.Control.Take();
            coverage.Add(new TestCoverage(test.Name, elapsed, mutants, inInitializers));
        }

        work.Coverage = [.. coverage];
    }

    public static void Run(WorkFolder work)
    {
        var measured = work.Coverage!;
        var covering = measured.SelectMany(test => test.Mutants.Concat(test.Static), (test, mutant) => (test.Test, mutant)).ToLookup(pair => pair.mutant, pair => pair.Test);
        var milliseconds = new Dictionary<string, double>();
        foreach (var test in measured)
        {
            milliseconds[test.Test] = test.Milliseconds;
        }

        var initializers = measured.SelectMany(test => test.Static).ToHashSet();

        TestHost? host = null;
        Dictionary<string, Test>? tests = null;
        var killers = new LinkedList<string>();
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            var mutant = int.Parse(line, CultureInfo.InvariantCulture);
            if (host is null)
            {
                host = new TestHost(work);
                tests = [];
                foreach (var test in host.Tests)
                {
                    tests[test.Name] = test;
                }
            }

            // What an initializer holds is seen by all that come later, in this process.
            var candidates = initializers.Contains(mutant) ? milliseconds.Keys : covering[mutant].Distinct();
            var order = candidates.ToArray();
            new Random(mutant).Shuffle(order);
            order = [.. order.OrderBy(name => killers.Contains(name) ? 0 : milliseconds[name] < 500 ? 1 : 2)];
            var watch = Stopwatch.StartNew();
            var (outcome, by) = Try(host, mutant, order.Where(tests!.ContainsKey).Select(name => (tests[name], milliseconds[name])));
            if (outcome == MutantResult.Killed)
            {
                killers.Remove(by);
                killers.AddFirst(by);
                if (killers.Count > RecentKillers)
                {
                    killers.RemoveLast();
                }
            }

            Console.WriteLine(new MutantResult(mutant, outcome, by, watch.Elapsed.TotalMilliseconds));
            if (outcome == MutantResult.Timeout || initializers.Contains(mutant))
            {
                Environment.Exit(0); // The test still runs, or the initializers did: this process is of no more use.
            }
        }
    }

    private static (string Outcome, string By) Try(TestHost host, int mutant, IEnumerable<(Test Test, double Milliseconds)> tests)
    {
        var ran = false;
        host.Control.Activate(mutant);
        foreach (var (test, milliseconds) in tests)
        {
            ran = true;
            var run = Task.Run(() => host.RunAsync(test));
            try
            {
                if (!run.Wait(s_patience + TimeSpan.FromMilliseconds(10 * milliseconds)))
                {
                    return (MutantResult.Timeout, test.Name);
                }
            }
            catch (AggregateException)
            {
                return (MutantResult.Killed, test.Name);
            }
        }

        return (ran ? MutantResult.Survived : MutantResult.NotReached, "");
    }
}
