using System.Text;

namespace ProloCodebook.MutantRunner;

/// <summary>The results as Markdown.</summary>
internal static class Summary
{
    public static string Of(WorkFolder work)
    {
        var results = work.Results;
        var text = new StringBuilder("| File | Mutants | Tested | Killed | of these by time | Not reached | Outcome |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        var mutants = work.Mutants;
        foreach (var file in mutants.GroupBy(mutant => mutant.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            text.AppendLine(Row(Path.GetFileName(file.Key), [.. file]));
        }

        text.AppendLine(Row("All", [.. mutants])).AppendLine();
        foreach (var mutant in mutants.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Line))
        {
            if (results.TryGetValue(mutant.Id, out var result) && !result.IsDetected)
            {
                text.AppendLine($"{mutant.File}:{mutant.Line} #{mutant.Id} {result.Outcome}: {Short(mutant.Original)} => {Short(mutant.Replacement)}");
            }
        }

        return text.ToString();

        string Row(string name, IReadOnlyList<Mutant> of)
        {
            var tested = of.Where(mutant => results.ContainsKey(mutant.Id)).Select(mutant => results[mutant.Id]).ToList();
            var killed = tested.Count(result => result.IsDetected);
            return FormattableString.Invariant($"| {name} | {of.Count} | {tested.Count} | {killed} | {tested.Count(result => result.Outcome == MutantResult.Timeout)} | {tested.Count(result => result.Outcome == MutantResult.NotReached)} | {(tested.Count == 0 ? 0 : 100.0 * killed / tested.Count):F1} % |");
        }
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 160 ? line[..160] + "…" : line;
    }
}
