using System.Globalization;
using System.Text.Json;

namespace ProloCodebook.MutantRunner;

/// <summary>One change of the product.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Original">The text that is replaced.</param>
internal sealed record Mutant(int Id, string File, int Line, string Mutator, string Original, string Replacement);

/// <summary>Stryker's report, of which only the list of mutants is of use here.</summary>
internal static class MutationReport
{
    private const string BlockRemoval = "Block removal mutation";

    /// <summary>Those that compile and that Stryker itself would test.</summary>
    public static IReadOnlyList<Mutant> Read(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        var mutants = new List<Mutant>();
        foreach (var file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            var locations = file.Value.GetProperty("mutants").EnumerateArray()
                .Where(mutant => mutant.GetProperty("mutatorName").GetString() != BlockRemoval && mutant.GetProperty("status").GetString() != "CompileError")
                .Select(mutant => mutant.GetProperty("location"))
                .ToList();
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                // Ignored is everything that was not changed since the last commit, which is how Stryker was told not to test.
                if (mutant.GetProperty("status").GetString() == "CompileError"
                    || mutant.TryGetProperty("statusReason", out var reason) && reason.GetString() is { } text && text.StartsWith("Removed by", StringComparison.Ordinal) && text != "Removed by since filter")
                {
                    continue;
                }

                var location = mutant.GetProperty("location");
                var name = mutant.GetProperty("mutatorName").GetString()!;
                if (name == BlockRemoval && locations.Any(other => Contains(location, other)))
                {
                    continue; // As Stryker does: what is in the block is changed as well.
                }

                mutants.Add(new Mutant(
                    int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                    file.Name.Replace('\\', '/'),
                    location.GetProperty("start").GetProperty("line").GetInt32(),
                    name,
                    TextAt(lines, location),
                    mutant.GetProperty("replacement").GetString() ?? ""));
            }
        }

        return mutants;
    }

    private static string TextAt(string[] lines, JsonElement location)
    {
        var (firstLine, firstColumn) = Position(location, "start");
        var (lastLine, lastColumn) = Position(location, "end");
        return firstLine == lastLine
            ? lines[firstLine][firstColumn..Math.Min(lastColumn, lines[firstLine].Length)]
            : string.Join('\n', [lines[firstLine][firstColumn..], .. lines[(firstLine + 1)..lastLine], lines[lastLine][..Math.Min(lastColumn, lines[lastLine].Length)]]);
    }

    private static bool Contains(JsonElement outer, JsonElement inner)
        => Position(outer, "start").CompareTo(Position(inner, "start")) <= 0 && Position(outer, "end").CompareTo(Position(inner, "end")) >= 0;

    /// <summary>Counted from 0.</summary>
    private static (int Line, int Column) Position(JsonElement location, string name)
    {
        var position = location.GetProperty(name);
        return (position.GetProperty("line").GetInt32() - 1, position.GetProperty("column").GetInt32() - 1);
    }
}
