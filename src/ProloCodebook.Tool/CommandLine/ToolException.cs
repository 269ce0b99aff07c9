namespace ProloCodebook.Tool.CommandLine;

/// <summary>Why a command cannot do what it was asked, in one line that says what to do instead. <see cref="ToolCommand"/> prints it.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCode.BadFile) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
