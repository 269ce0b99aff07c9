using System.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Says what the policies decide about a service line, and why.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal) => new("explain", "Says what the policies decide about a service line, and why.");
}
