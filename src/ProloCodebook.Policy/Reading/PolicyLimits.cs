namespace ProloCodebook.Policy;

/// <summary>How large a policy may be. Far above what a person writes, far below what slows an editor; policy/README.md lists them.</summary>
internal static class PolicyLimits
{
    /// <summary>Characters in a policy file, and in a source text.</summary>
    public const int FileLength = 1 << 20;

    /// <summary>Characters in one value.</summary>
    public const int ScalarLength = 8_000;

    /// <summary>Mappings and lists within each other. The format itself needs seven.</summary>
    public const int Depth = 16;

    /// <summary>Values, lists and mappings in all.</summary>
    public const int Nodes = 100_000;

    /// <summary>Items of one list.</summary>
    public const int Items = 1_000;

    /// <summary>Quotes in one file: each is searched in the whole source text.</summary>
    public const int Quotes = 2_000;

    /// <summary>Names of services in one file: each is searched in every description.</summary>
    public const int Names = 500;
}
