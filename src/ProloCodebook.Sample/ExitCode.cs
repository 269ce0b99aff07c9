namespace ClaimScrubber;

/// <summary>What the process ends with; documented in the README.</summary>
internal static class ExitCode
{
    /// <summary>The file was read to its end, and no line needs attention.</summary>
    public const int NothingToDo = 0;

    /// <summary>The policy has something to say about at least one line.</summary>
    public const int LinesNeedAttention = 1;

    /// <summary>The file is missing or damaged, so that lines may have gone unseen. Goes before <see cref="LinesNeedAttention"/>.</summary>
    public const int BadFile = 2;

    /// <summary>The command line is wrong (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;
}
