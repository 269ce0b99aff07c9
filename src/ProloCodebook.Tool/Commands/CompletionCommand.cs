using System.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Prints the script that completes commands in a shell.</summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal) => new("completion", "Prints the script that completes commands in a shell.");
}
