namespace ProloCodebook.Tool.CommandLine;

/// <summary>What the process ends with; documented in the help of each command.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>What was asked for was found: errors in a policy, lines that need attention, an outcome that changed.</summary>
    public const int Found = 1;

    /// <summary>A file is missing, unreadable or damaged, or could not be written.</summary>
    public const int BadFile = 2;

    /// <summary>The command line is wrong (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;
}
