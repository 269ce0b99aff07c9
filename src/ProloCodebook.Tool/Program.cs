using ProloCodebook.Tool;
using ProloCodebook.Tool.Terminals;

return ToolCommand.Run(args, Terminal.OfProcess());
