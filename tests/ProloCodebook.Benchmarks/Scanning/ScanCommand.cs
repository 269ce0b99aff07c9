using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Benchmarks.Hosting;
using ProloCodebook.References;
using ProloCodebook.Rules;

namespace ProloCodebook.Benchmarks.Scanning;

/// <summary>Runs the analyzers over folders of C# that nobody wrote for them.</summary>
internal static class ScanCommand
{
    private sealed record Settings(bool AsOne, int Stress, double Injection, int Seed, TimeSpan Timeout, bool Twice, bool Details, string? Only);

    public static Command Create()
    {
        var folders = new Argument<string[]>("folders") { Description = "Folders of C# files; each is split into its projects.", Arity = ArgumentArity.OneOrMore };
        var asOne = new Option<bool>("--as-one") { Description = "One compilation of all files instead of one for each project." };
        var stress = new Option<int>("--stress") { Description = "Guard this many of the most frequent texts, and half as many numbers, instead of M0076 and 20999." };
        var injection = new Option<double>("--inject") { Description = "Put evaluations and bills before this share of all statements (0 to 1)." };
        var seed = new Option<int>("--seed") { Description = "Where they are put.", DefaultValueFactory = _ => 1 };
        var timeout = new Option<int>("--timeout") { Description = "Seconds for one project.", DefaultValueFactory = _ => 600 };
        var once = new Option<bool>("--once") { Description = "Do not run a second time, in another order and on one thread, to compare." };
        var details = new Option<bool>("--details") { Description = "Print every diagnostic." };
        var only = new Option<string?>("--only") { Description = "Only projects whose name contains this." };
        var command = new Command("scan", "Runs the analyzers over folders of C# files and prints times, exceptions and diagnostics.") { folders, asOne, stress, injection, seed, timeout, once, details, only };
        command.SetAction(async (parsed, _) =>
        {
            var settings = new Settings(
                parsed.GetValue(asOne), parsed.GetValue(stress), parsed.GetValue(injection), parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(timeout)), !parsed.GetValue(once), parsed.GetValue(details), parsed.GetValue(only));
            var bad = false;
            foreach (var folder in parsed.GetValue(folders)!)
            {
                bad |= await ScanAsync(Path.GetFullPath(folder), settings);
            }

            return bad ? 1 : 0;
        });
        return command;
    }

    private static async Task<bool> ScanAsync(string folder, Settings settings)
    {
        var bad = false;
        var projects = SourceFolder.Projects(folder, settings.AsOne).Where(project => settings.Only is null || project.Name.Contains(settings.Only, StringComparison.Ordinal)).ToList();
        IReadOnlyList<GuardedCode> codes = settings.Stress > 0
            ? FrequentTexts.Codes(projects.SelectMany(project => project.Parse()), settings.Stress, settings.Stress / 2)
            : [new("M0076", "Prolotherapy", "HcpcsM0076"), new("20999", "Unlisted procedure, musculoskeletal system, general", "Cpt20999")];
        Console.WriteLine($"## {folder}: {projects.Count} projects, guarded: {string.Join(' ', codes.Select(code => code.Value))}");
        var totals = (Lines: 0L, References: 0L, Reported: 0L, GaveUp: 0L, Routing: TimeSpan.Zero, Others: TimeSpan.Zero, Compile: TimeSpan.Zero);
        foreach (var project in projects)
        {
            var trees = project.Parse();
            if (settings.Injection > 0)
            {
                trees = [.. trees.Select((tree, index) => Injection.Apply(tree, settings.Seed + index, settings.Injection)), CSharpSyntaxTree.ParseText(Injection.Helpers, (CSharpParseOptions)trees[0].Options, "Injected.cs")];
            }

            var lines = trees.Sum(tree => (long)tree.GetText().Lines.Count);
            var watch = Stopwatch.StartNew();
            var errors = project.Compile(trees).GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            var compile = watch.Elapsed;

            var routing = new TimedAnalyzer(new UnroutedReferenceAnalyzer(codes), TimeSpan.FromMilliseconds(200));
            var counter = new ReferenceCounter(codes);
            ImmutableArray<DiagnosticAnalyzer> others = [new IgnoredDecisionAnalyzer(), new ExemptionWithoutReasonAnalyzer()];
            var run = await AnalysisHost.RunAsync(project.Compile(trees), [routing, counter, .. others], files: [], isConcurrent: true, settings.Timeout);
            var reported = run.Diagnostics.Count(diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference);
            var gaveUp = run.Diagnostics.Where(GaveUp).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{project.Name}: {lines} lines, {errors} errors, compile {compile.TotalSeconds:F1} s, analyze {run.Elapsed.TotalSeconds:F1} s, routing {Seconds(run, routing):F2} s, others {others.Sum(other => Seconds(run, other)):F2} s, references {counter.Count}, PCB1001 {reported}, gave up {gaveUp.Count}"));

            if (!run.TimedOut && counter.Missed.Count > 0)
            {
                bad = true;
                Console.WriteLine($"!! PASSED OVER by the quick look: {counter.Missed.Count}, such as {string.Join(", ", counter.Missed.Take(3).Select(place => place.GetLineSpan()))}");
            }

            if (run.TimedOut)
            {
                bad = true;
                Console.WriteLine($"!! TIMEOUT (hung: {run.Hung}); under way: {string.Join("; ", routing.UnderWay.Select(cost => $"{cost.Member.ToDisplayString()} at {cost.Place.GetLineSpan()}"))}");
            }

            foreach (var group in run.Exceptions.GroupBy(exception => exception.ToString().Split('\n').FirstOrDefault(line => line.Contains("ProloCodebook", StringComparison.Ordinal)) ?? exception.Message))
            {
                bad = true;
                Console.WriteLine($"!! EXCEPTION x{group.Count()}: {group.First()}");
            }

            foreach (var diagnostic in run.Diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Take(3))
            {
                bad = true;
                Console.WriteLine($"!! AD0001: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
            }

            foreach (var diagnostic in gaveUp.Take(5))
            {
                Console.WriteLine($"?? GAVE UP: {Text(diagnostic)}");
            }

            foreach (var cost in routing.Costs.OrderByDescending(cost => cost.Elapsed).Take(5))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"?? SLOW: {cost.Elapsed.TotalMilliseconds:F0} ms, {cost.AllocatedBytes >> 20} MB: {cost.Member.ToDisplayString()} at {cost.Place.GetLineSpan()}"));
            }

            if (settings.Details)
            {
                foreach (var diagnostic in run.Diagnostics.Select(Text).Order(StringComparer.Ordinal))
                {
                    Console.WriteLine(diagnostic);
                }
            }

            if (settings.Twice && !run.TimedOut && counter.Count > 0)
            {
                bad |= await CompareAsync("on one thread", trees);
                bad |= await CompareAsync("on one thread, files in reverse order", [.. trees.Reverse()]);

                async Task<bool> CompareAsync(string how, ImmutableArray<SyntaxTree> files)
                {
                    var other = await AnalysisHost.RunAsync(
                        project.Compile(files), [new UnroutedReferenceAnalyzer(codes), .. others], files: [], isConcurrent: false, settings.Timeout);
                    return Differ(how, "verdicts", run, other, Verdict) || Differ(how, "texts", run, other, Text);
                }
            }

            totals = (totals.Lines + lines, totals.References + counter.Count, totals.Reported + reported, totals.GaveUp + gaveUp.Count,
                totals.Routing + TimeSpan.FromSeconds(Seconds(run, routing)), totals.Others + TimeSpan.FromSeconds(others.Sum(other => Seconds(run, other))), totals.Compile + compile);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"## total: {totals.Lines} lines, compile {totals.Compile.TotalSeconds:F1} s, routing {totals.Routing.TotalSeconds:F2} s, others {totals.Others.TotalSeconds:F2} s, references {totals.References}, PCB1001 {totals.Reported}, gave up {totals.GaveUp}"));
        return bad;
    }

    private static bool Differ(string how, string what, AnalysisRun first, AnalysisRun second, Func<Diagnostic, string> text)
    {
        var before = first.Diagnostics.Select(text).ToHashSet(StringComparer.Ordinal);
        var after = second.Diagnostics.Select(text).ToHashSet(StringComparer.Ordinal);
        var different = before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)).ToList();
        if (different.Count > 0)
        {
            Console.WriteLine($"!! DIFFERENT {what} {how}: {different.Count}\n   {string.Join("\n   ", different.Take(6))}");
        }

        return different.Count > 0;
    }

    private static double Seconds(AnalysisRun run, DiagnosticAnalyzer analyzer) => run.Times.TryGetValue(analyzer, out var time) ? time.TotalSeconds : 0;

    private static bool GaveUp(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("gave up", StringComparison.Ordinal);

    private static string Verdict(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan()}";

    private static string Text(Diagnostic diagnostic)
        => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan()}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)} [{string.Join(", ", diagnostic.AdditionalLocations.Select(location => location.GetLineSpan().ToString()))}]";
}
