namespace ProloCodebook.Generation.Emission;

/// <summary>The codes of a large codebook in the order of a hash table: a code's key gives its bucket, and its place in the table is its number.</summary>
internal sealed class CodeBuckets
{
    // Knuth's: 2^64 divided by the golden ratio spreads keys that differ little.
    public const ulong Multiplier = 0x9E3779B97F4A7C15;

    public CodeBuckets(IReadOnlyCollection<ulong> keys)
    {
        // Two to four codes in a bucket on average: short chains, and a table not much longer than the codes.
        var bits = 4;
        while ((1 << (bits + 2)) < keys.Count)
        {
            bits++;
        }

        Shift = 64 - bits;
        Keys = [.. keys.OrderBy(BucketOf).ThenBy(key => key)];
        var starts = new int[(1 << bits) + 1];
        foreach (var key in Keys)
        {
            starts[BucketOf(key) + 1]++;
        }

        for (var bucket = 1; bucket < starts.Length; bucket++)
        {
            starts[bucket] += starts[bucket - 1];
        }

        Starts = starts;
    }

    /// <summary>How far a multiplied key is shifted to give its bucket.</summary>
    public int Shift { get; }

    /// <summary>By number.</summary>
    public IReadOnlyList<ulong> Keys { get; }

    /// <summary>Where each bucket starts in <see cref="Keys"/>, and where the last one ends.</summary>
    public IReadOnlyList<int> Starts { get; }

    private int BucketOf(ulong key) => (int)(unchecked(key * Multiplier) >> Shift);
}
