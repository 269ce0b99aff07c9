using System.CommandLine;
using ProloCodebook.Benchmarks.Scanning;

return new RootCommand("Measures ProloCodebook.") { ScanCommand.Create() }.Parse(args).Invoke();
