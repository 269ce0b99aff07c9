using System.CommandLine;
using BenchmarkDotNet.Running;
using ProloCodebook.Benchmarks.Evaluating;
using ProloCodebook.Benchmarks.Measuring;
using ProloCodebook.Benchmarks.Scanning;

// BenchmarkDotNet reads its own command line: bench --filter '*' --job short …
if (args is ["bench", .. var rest])
{
    BenchmarkSwitcher.FromTypes([typeof(EvaluatorBenchmarks)]).Run(rest);
    return 0;
}

return new RootCommand("Measures ProloCodebook. 'bench' hands its arguments to BenchmarkDotNet.") { HostCommand.Create(), ScanCommand.Create() }.Parse(args).Invoke();
