using System.CommandLine;
using ProloCodebook.MutantRunner;

var project = new Argument<DirectoryInfo>("project") { Description = "The folder of the test project, which has a stryker-config.json." };
var work = new Argument<DirectoryInfo>("work") { Description = "A folder for the mutated assembly, the coverage and the results. A run that was stopped goes on where it was." };
var quick = new Option<string>("--quick") { Description = "A test that is quick: the only one that Stryker itself runs, once.", Required = true };
var mutate = new Option<string[]>("--mutate") { Description = "Files, as Stryker's own option has them; without it, those of the configuration.", AllowMultipleArgumentsPerToken = true };
var tests = new Option<string[]>("--tests") { Description = "Tests that are run, by a part of their full names.", AllowMultipleArgumentsPerToken = true };
var except = new Option<string[]>("--except") { Description = "Tests that are not run, by a part of their full names.", AllowMultipleArgumentsPerToken = true };
var seed = new Option<int>("--seed") { Description = "Decides the order of the mutants. Any beginning of it is a random sample that holds each file in proportion.", DefaultValueFactory = _ => 1 };
var minutes = new Option<double>("--minutes") { Description = "Stop after this time.", DefaultValueFactory = _ => double.MaxValue };
var most = new Option<int>("--most-tests") { Description = "So many tests, the likeliest ones, are tried on a mutant; what they do not notice counts as survived until a run with --again tries all.", DefaultValueFactory = _ => int.MaxValue };
var skip = new Option<int>("--skip-tests") { Description = "With --again: so many of the likeliest tests are passed over, because the run before, with as many --most-tests, has tried them." };
var workers = new Option<int>("--workers") { Description = "So many processes, each with a mutant of its own.", DefaultValueFactory = _ => 1 };
var again = new Option<bool>("--again") { Description = "Try the survivors of the run before anew, after tests were added." };

var run = new Command("run", "Has Stryker mutate, measures which tests reach which mutant, and runs them on each.") { project, work, quick, mutate, tests, except, seed, minutes, most, skip, workers, again };
run.SetAction(async (parsed, cancellation) =>
{
    var folder = new WorkFolder(parsed.GetRequiredValue(work).FullName);
    var settings = new TestSelection(parsed.GetValue(tests) ?? [], parsed.GetValue(except) ?? [], parsed.GetValue(most), parsed.GetValue(skip));
    await Mutation.PrepareAsync(folder, parsed.GetRequiredValue(project).FullName, parsed.GetRequiredValue(quick), parsed.GetValue(mutate) ?? [], cancellation);
    folder.Selection = settings;
    await Supervisor.MeasureCoverageAsync(folder);
    await Supervisor.RunAsync(folder, parsed.GetValue(seed), TimeSpan.FromMinutes(Math.Min(parsed.GetValue(minutes), 100_000)), parsed.GetValue(workers), parsed.GetValue(again));
    Console.WriteLine(Summary.Of(folder));
});

var report = new Command("report", "Shows the results so far: a table by file, and the survivors.") { work };
report.SetAction(parsed => Console.WriteLine(Summary.Of(new WorkFolder(parsed.GetRequiredValue(work).FullName))));

// What the supervisor starts; a process that hangs or dies takes only itself with it.
var coverage = new Command("coverage") { work };
coverage.Hidden = true;
coverage.SetAction(parsed => Worker.MeasureCoverage(new WorkFolder(parsed.GetRequiredValue(work).FullName)));
var worker = new Command("worker") { work };
worker.Hidden = true;
worker.SetAction(parsed => Worker.Run(new WorkFolder(parsed.GetRequiredValue(work).FullName)));

return await new RootCommand("Runs the tests on Stryker's mutants within one process.") { run, report, coverage, worker }.Parse(args).InvokeAsync();
