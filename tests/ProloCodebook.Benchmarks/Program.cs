using System.CommandLine;
using ProloCodebook.Benchmarks.Measuring;
using ProloCodebook.Benchmarks.Scanning;

return new RootCommand("Measures ProloCodebook.") { HostCommand.Create(), ScanCommand.Create() }.Parse(args).Invoke();
