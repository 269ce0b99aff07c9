using System.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Writes a policy file to start from.</summary>
internal static class NewCommand
{
    public static Command Create(Terminal terminal) => new("new", "Writes a policy file to start from.");
}
