using System.Numerics;

namespace ProloCodebook.Policy;

/// <summary>One condition of a decision table and the values that it can tell apart.</summary>
internal sealed record TableDimension(string Name, IReadOnlyList<string> Values);

/// <summary>
/// Proves that every combination of values has exactly one row, without listing the combinations. A row is a box: a set of values per dimension. Two boxes
/// overlap exactly where all their sets do; boxes that do not overlap cover everything exactly where their sizes add up to the size of the table.
/// </summary>
internal sealed class DecisionTable
{
    /// <summary>Up to so many combinations are listed to find a gap beside a conflict, where sizes prove nothing.</summary>
    private const int MostListed = 20_000;

    private readonly IReadOnlyList<TableDimension> _dimensions;
    private readonly IReadOnlyList<ValueSet[]> _rows;

    /// <param name="rows">Per row and dimension the values it takes; none: any. Values that the dimension does not have are ignored.</param>
    public DecisionTable(IReadOnlyList<TableDimension> dimensions, IEnumerable<IReadOnlyList<IReadOnlyCollection<string>>> rows)
    {
        _dimensions = dimensions;
        var indexes = dimensions
            .Select(dimension => dimension.Values.Select((value, index) => (value, index)).ToDictionary(pair => pair.value, pair => pair.index, StringComparer.Ordinal))
            .ToList();
        _rows = rows
            .Select(row => row.Select((values, d) => ValueSet.Of(dimensions[d].Values.Count, values, indexes[d])).ToArray())
            .ToList();
    }

    /// <summary>Whether no combination of the table can reach the row.</summary>
    public bool NeverApplies(int row) => _rows[row].Any(set => set.Count == 0);

    /// <summary>Whether some combination is taken by both rows.</summary>
    public bool Overlaps(int row, int other) => Overlap(_rows[row], _rows[other]) is not null;

    /// <summary>For each row that overlaps an earlier one: the first such, and a combination that both take.</summary>
    public IEnumerable<(int Earlier, int Later, IReadOnlyList<string> Combination)> Conflicts()
    {
        for (var later = 1; later < _rows.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (Overlap(_rows[earlier], _rows[later]) is { } combination)
                {
                    yield return (earlier, later, Name(combination));
                    break;
                }
            }
        }
    }

    /// <summary>A combination without a row, and how many there are in all; null where there is none.</summary>
    public (IReadOnlyList<string> Combination, BigInteger Count)? Gap(CancellationToken cancellation = default)
    {
        var total = Size(_dimensions.Select(dimension => dimension.Values.Count));
        if (total.IsZero)
        {
            return null;
        }

        if (Conflicts().Any())
        {
            return total <= MostListed ? ListGaps(cancellation) : null;
        }

        var covered = Sum(_rows.Select(row => Size(row.Select(set => set.Count))));
        return covered == total ? null : (Name(FindGap(cancellation)), total - covered);
    }

    /// <summary>Fixes one value after the other, each time one for which the rows that take it do not fill what is left.</summary>
    private int[] FindGap(CancellationToken cancellation)
    {
        var combination = new int[_dimensions.Count];
        var rows = _rows;
        for (var d = 0; d < _dimensions.Count; d++)
        {
            var rest = Size(_dimensions.Skip(d + 1).Select(dimension => dimension.Values.Count));
            for (var value = 0; value < _dimensions[d].Values.Count; value++)
            {
                cancellation.ThrowIfCancellationRequested();
                var taking = rows.Where(row => row[d].Contains(value)).ToList();
                if (Sum(taking.Select(row => Size(row.Skip(d + 1).Select(set => set.Count)))) < rest)
                {
                    combination[d] = value;
                    rows = taking;
                    break;
                }
            }
        }

        return combination;
    }

    private (IReadOnlyList<string> Combination, BigInteger Count)? ListGaps(CancellationToken cancellation)
    {
        int[]? first = null;
        var count = 0;
        var combination = new int[_dimensions.Count];
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_rows.Any(row => row.Select((set, d) => set.Contains(combination[d])).All(taken => taken)))
            {
                first ??= (int[])combination.Clone();
                count++;
            }
        }
        while (Advance(combination));

        return first is null ? null : (Name(first), count);
    }

    private bool Advance(int[] combination)
    {
        for (var d = combination.Length - 1; d >= 0; d--)
        {
            if (++combination[d] < _dimensions[d].Values.Count)
            {
                return true;
            }

            combination[d] = 0;
        }

        return false;
    }

    private static int[]? Overlap(ValueSet[] a, ValueSet[] b)
    {
        var common = new int[a.Length];
        for (var d = 0; d < a.Length; d++)
        {
            common[d] = a[d].FirstCommon(b[d]);
            if (common[d] < 0)
            {
                return null;
            }
        }

        return common;
    }

    private IReadOnlyList<string> Name(int[] combination) => combination.Select((value, d) => _dimensions[d].Values[value]).ToList();

    private static BigInteger Size(IEnumerable<int> counts) => counts.Aggregate(BigInteger.One, (size, count) => size * count);

    private static BigInteger Sum(IEnumerable<BigInteger> sizes) => sizes.Aggregate(BigInteger.Zero, BigInteger.Add);

    /// <summary>Some of a dimension's values, one bit each.</summary>
    private sealed class ValueSet
    {
        private readonly ulong[] _bits;

        private ValueSet(int size) => _bits = new ulong[(size + 63) / 64];

        public int Count { get; private set; }

        public static ValueSet Of(int size, IReadOnlyCollection<string> values, Dictionary<string, int> indexes)
        {
            var set = new ValueSet(size);
            foreach (var index in values.Count == 0 ? indexes.Values : values.Where(indexes.ContainsKey).Select(value => indexes[value]))
            {
                if (!set.Contains(index))
                {
                    set._bits[index / 64] |= 1UL << (index % 64);
                    set.Count++;
                }
            }

            return set;
        }

        public bool Contains(int index) => (_bits[index / 64] & (1UL << (index % 64))) != 0;

        public int FirstCommon(ValueSet other)
        {
            for (var word = 0; word < _bits.Length; word++)
            {
                var common = _bits[word] & other._bits[word];
                for (var bit = 0; common != 0 && bit < 64; bit++)
                {
                    if ((common & (1UL << bit)) != 0)
                    {
                        return (word * 64) + bit;
                    }
                }
            }

            return -1;
        }
    }
}
