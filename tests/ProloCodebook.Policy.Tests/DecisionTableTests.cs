using System.Diagnostics;
using System.Numerics;
using CsCheck;

namespace ProloCodebook.Policy.Tests;

/// <summary>The proof of the decision table, against the plain way of listing every combination.</summary>
public class DecisionTableTests
{
    private static readonly Gen<List<TableDimension>> Dimensions
        = Gen.Int[1, 4].List[1, 3].Select(sizes => sizes.Select((size, d) => new TableDimension($"d{d}", [.. Enumerable.Range(0, size).Select(i => $"{d}.{i}")])).ToList());

    [Fact]
    public void Finds_what_listing_finds()
        => Dimensions
            .SelectMany(dimensions => Gen.OneOf(RandomRows(dimensions), Partition(dimensions)).Select(rows => (dimensions, rows)))
            .Sample(table =>
            {
                var (dimensions, rows) = table;
                var proof = new DecisionTable(dimensions, rows);
                var taken = Combinations(dimensions).Select(combination => (combination, by: Enumerable.Range(0, rows.Count).Where(row => Takes(rows[row], combination)).ToList())).ToList();

                var conflicts = proof.Conflicts().ToList();
                Assert.Equal(taken.Any(item => item.by.Count > 1), conflicts.Count > 0);
                Assert.All(conflicts, conflict => Assert.True(Takes(rows[conflict.Earlier], conflict.Combination) && Takes(rows[conflict.Later], conflict.Combination)));

                var gaps = taken.Where(item => item.by.Count == 0).Select(item => string.Join(",", item.combination)).ToList();
                var gap = proof.Gap();
                Assert.Equal(gaps.Count, gap is { } found ? found.Count : BigInteger.Zero);
                Assert.True(gap is null || gaps.Contains(string.Join(",", gap.Value.Combination)));
            });

    [Fact]
    public void Proves_a_table_of_ten_to_the_forty_combinations()
    {
        // Row i takes value i % 10 of dimension i / 10 and what the rows before it left: together they take all but one combination.
        var dimensions = Enumerable.Range(0, 40).Select(d => new TableDimension($"d{d}", [.. Enumerable.Range(0, 10).Select(i => $"{i}")])).ToList();
        var rows = Enumerable.Range(0, 40)
            .SelectMany(d => Enumerable.Range(0, 9).Select(i => (IReadOnlyList<IReadOnlyCollection<string>>)[.. dimensions.Select((_, other) => other < d ? (string[])["9"] : other == d ? [$"{i}"] : [])]))
            .ToList();

        var watch = Stopwatch.StartNew();
        var open = new DecisionTable(dimensions, rows);
        Assert.Empty(open.Conflicts());
        Assert.Equal(BigInteger.One, open.Gap()!.Value.Count);
        Assert.All(open.Gap()!.Value.Combination, value => Assert.Equal("9", value));

        var closed = new DecisionTable(dimensions, rows.Append([.. dimensions.Select(_ => (string[])["9"])]));
        Assert.Empty(closed.Conflicts());
        Assert.Null(closed.Gap());

        var conflicting = new DecisionTable(dimensions, rows.Append([.. dimensions.Select(_ => (string[])["8", "9"])]));
        Assert.Equal(rows.Count, Assert.Single(conflicting.Conflicts()).Later);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_row_of_values_that_are_not_there_never_applies()
    {
        var table = new DecisionTable([new TableDimension("d", ["a"])], [[["b"]], [[]]]);
        Assert.True(table.NeverApplies(0));
        Assert.False(table.NeverApplies(1));
        Assert.Empty(table.Conflicts());
        Assert.Null(table.Gap());
    }

    private static Gen<List<IReadOnlyList<IReadOnlyCollection<string>>>> RandomRows(List<TableDimension> dimensions)
        => Gen.Int.List[dimensions.Count, dimensions.Count]
            .Select(seeds => (IReadOnlyList<IReadOnlyCollection<string>>)[.. seeds.Select((seed, d) => dimensions[d].Values.Where((_, i) => (seed & (1 << i)) != 0).ToList())])
            .List[0, 6];

    /// <summary>Rows that take each combination once: the table, cut in two again and again.</summary>
    private static Gen<List<IReadOnlyList<IReadOnlyCollection<string>>>> Partition(List<TableDimension> dimensions)
        => Gen.Int[0, 1000].List[0, 8].Select(cuts =>
        {
            var boxes = new List<List<List<string>>> { dimensions.Select(dimension => dimension.Values.ToList()).ToList() };
            foreach (var cut in cuts)
            {
                var box = boxes[cut % boxes.Count];
                var d = cut % dimensions.Count;
                if (box[d].Count > 1)
                {
                    var other = box.Select(values => values.ToList()).ToList();
                    other[d] = box[d].Take(1).ToList();
                    box[d] = box[d].Skip(1).ToList();
                    boxes.Add(other);
                }
            }

            return boxes.ConvertAll(box => (IReadOnlyList<IReadOnlyCollection<string>>)[.. box]);
        });

    private static bool Takes(IReadOnlyList<IReadOnlyCollection<string>> row, IReadOnlyList<string> combination)
        => row.Select((values, d) => values.Count == 0 || values.Contains(combination[d])).All(taken => taken);

    private static IEnumerable<IReadOnlyList<string>> Combinations(List<TableDimension> dimensions)
        => dimensions.Aggregate(
            (IEnumerable<List<string>>)[[]],
            (combinations, dimension) => combinations.SelectMany(combination => dimension.Values.Select(value => combination.Append(value).ToList())));
}
