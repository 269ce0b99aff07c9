using System.CommandLine;

namespace ProloCodebook.Tool.CommandLine;

/// <summary>A command whose help ends with examples and with what its exit codes mean.</summary>
/// <param name="description">One line; it stands in the list of commands too.</param>
internal sealed class ToolSubcommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines as they are typed.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What the command means by <see cref="ExitCode.Found"/>; null where it never ends with it.</summary>
    public string? Found { get; init; }
}
