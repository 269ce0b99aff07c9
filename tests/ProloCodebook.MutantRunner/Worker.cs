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

    public static void MeasureCoverage(WorkFolder work)
    {
        var host = new TestHost(work);
        host.Control.Activate(MutantSwitch.None);
        host.Control.Captures = true;
        var coverage = new List<TestCoverage>();

        // What was reached while the tests were made was initialized for all of them.
        _ = host.Tests;
        host.InitializeTests();
        coverage.Add(new TestCoverage("", 0, [], host.Control.Take().Static));
        foreach (var test in host.Tests)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                host.RunAsync(test).GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                // It would kill every mutant.
                Console.Error.WriteLine($"Left out, as it fails without a mutant: {test.Name}: {(exception as TargetInvocationException)?.InnerException?.Message ?? exception.Message}");
                host.Control.Take();
                continue;
            }

            var elapsed = watch.Elapsed.TotalMilliseconds;
            var (mutants, inInitializers) = host.Control.Take();
            if (elapsed > 10_000)
            {
                Console.Error.WriteLine(FormattableString.Invariant($"Slow ({elapsed / 1000:F0} s): {test.Name}"));
            }

            coverage.Add(new TestCoverage(test.Name, elapsed, mutants, inInitializers));
        }

        work.Coverage = [.. coverage];
    }

    public static void Run(WorkFolder work)
    {
        var order = new TestOrder(work.Mutants, work.Coverage!);
        var selection = work.Selection;
        TestHost? host = null;
        var tests = new Dictionary<string, Test>();
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            var mutant = int.Parse(line, CultureInfo.InvariantCulture);
            if (host is null)
            {
                host = new TestHost(work);

                // What tests keep in static fields is the product's own work, unless the mutant is in an initializer, which runs once.
                host.Control.Activate(order.IsInInitializer(mutant) ? mutant : MutantSwitch.None);
                host.InitializeTests();
                foreach (var test in host.Tests)
                {
                    tests[test.Name] = test;
                }
            }

            var watch = Stopwatch.StartNew();
            var likeliest = order.For(mutant).Where(test => tests.ContainsKey(test.Test)).Take(selection.MostTests).Select(test => (tests[test.Test], test.Milliseconds)).ToList();
            var (outcome, by) = likeliest.Count == 0 ? (MutantResult.NotReached, "") : Try(host, mutant, likeliest.Skip(selection.SkipTests));
            Console.WriteLine(new MutantResult(mutant, outcome, by, watch.Elapsed.TotalMilliseconds));
            if (outcome == MutantResult.Timeout || order.IsInInitializer(mutant))
            {
                Environment.Exit(0); // The test still runs, or the initializers did: this process is of no more use.
            }
        }
    }

    private static (string Outcome, string By) Try(TestHost host, int mutant, IEnumerable<(Test Test, double Milliseconds)> tests)
    {
        host.Control.Activate(mutant);
        foreach (var (test, milliseconds) in tests)
        {
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

        return (MutantResult.Survived, "");
    }
}
