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
    /// <summary>Those that compile and that Stryker itself would test.</summary>
    public static IReadOnlyList<Mutant> Read(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        var mutants = new List<Mutant>();
        foreach (var file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                if (mutant.GetProperty("status").GetString() is "CompileError" or "Ignored")
                {
                    continue;
                }

                var location = mutant.GetProperty("location");
                mutants.Add(new Mutant(
                    int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                    file.Name.Replace('\\', '/'),
                    location.GetProperty("start").GetProperty("line").GetInt32(),
                    mutant.GetProperty("mutatorName").GetString()!,
                    TextAt(lines, location),
                    mutant.GetProperty("replacement").GetString() ?? ""));
            }
        }

        return mutants;
    }

    private static string TextAt(string[] lines, JsonElement location)
    {
        var (firstLine, firstColumn) = Position("start");
        var (lastLine, lastColumn) = Position("end");
        return firstLine == lastLine
            ? lines[firstLine][firstColumn..Math.Min(lastColumn, lines[firstLine].Length)]
            : string.Join('\n', [lines[firstLine][firstColumn..], .. lines[(firstLine + 1)..lastLine], lines[lastLine][..Math.Min(lastColumn, lines[lastLine].Length)]]);

        (int Line, int Column) Position(string name)
        {
            var position = location.GetProperty(name);
            return (position.GetProperty("line").GetInt32() - 1, position.GetProperty("column").GetInt32() - 1);
        }
    }
}
