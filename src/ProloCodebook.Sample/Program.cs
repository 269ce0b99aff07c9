using ClaimScrubber;
using ClaimScrubber.Reporting;

return ScrubCommand.Run(args, ReportConsole.ForStandardOutput, Console.Out, Console.Error);
