using System.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Commands;

/// <summary>Finds what is wrong in policy files, as the build does.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal) => new("check", "Finds what is wrong in policy files, as the build does.");
}
