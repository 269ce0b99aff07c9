using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Terminals;

var terminal = Terminal.OfProcess();
var exitCode = ToolCommand.Run(args, terminal);
terminal.Output.Flush();
return exitCode;
