namespace ProloCodebook.Policy;

/// <summary>"Did you mean": the nearest of the values that would have been right.</summary>
internal static class Suggestion
{
    /// <summary><c> Did you mean 'x'?</c>, with the space before it, or nothing.</summary>
    public static string For(string written, IEnumerable<string> valid)
        => Nearest(written, valid) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;

    public static string? Nearest(string written, IEnumerable<string> valid)
    {
        if (written.Length is 0 or > 64)
        {
            return null;
        }

        string? best = null;
        var bestDistance = Math.Max(1, written.Length / 3) + 1;
        foreach (var candidate in valid)
        {
            if (candidate.Length <= 64 && Math.Abs(candidate.Length - written.Length) < bestDistance)
            {
                var distance = Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant());
                if (distance < bestDistance)
                {
                    (best, bestDistance) = (candidate, distance);
                }
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var replace = distances[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replace, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, distances[i - 2, j - 2] + 1);
                }

                distances[i, j] = best;
            }
        }

        return distances[a.Length, b.Length];
    }
}
