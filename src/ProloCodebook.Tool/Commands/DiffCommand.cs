using System.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Says what changed between two editions of a policy, and for whom.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal) => new("diff", "Says what changed between two editions of a policy, and for whom.");
}
