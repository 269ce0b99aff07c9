using System.Globalization;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Terminals;
using Spectre.Console;

namespace ProloCodebook.Tool.Checking;

/// <summary>For people: the build's line, the line of the file that it is about, with the place marked, and where to read more.</summary>
internal sealed class TextProblems(Terminal terminal) : IProblemFormat
{
    private static readonly Style s_error = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style s_warning = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style s_good = new(Color.Green);
    private static readonly Style s_quiet = new(decoration: Decoration.Dim);

    public void Write(LoadedPolicies policies)
    {
        foreach (var file in policies.Files)
        {
            for (var i = 0; i < file.Problems.Count; i++)
            {
                var isLastOfPlace = i + 1 == file.Problems.Count || file.Problems[i + 1].Span != file.Problems[i].Span;
                Write(file, file.Problems[i], isLastOfPlace);
            }
        }

        foreach (var file in policies.Files.Where(file => file.Problems.Count == 0))
        {
            WriteGood(file);
        }

        WriteSum(policies);
    }

    private void Write(PolicyFile file, PolicyProblem problem, bool withExcerpt)
    {
        var style = problem.IsWarning ? s_warning : s_error;
        var (place, kind, message) = ($"{SafeText.Of(file.Path)}({problem.Span.StartLine + 1},{problem.Span.StartColumn + 1}): ", $"{Severity.Of(problem)} {problem.Id}: ", SafeText.Of(problem.Message));
        if (terminal.IsWindow)
        {
            terminal.Console.Write(new Paragraph().Append(place, new Style(decoration: Decoration.Bold)).Append(kind, style).Append(message));
            terminal.Console.WriteLine();
        }
        else
        {
            // Unwrapped, for what reads a compiler's output.
            terminal.Output.WriteLine(place + kind + message);
        }

        if (RuleLinks.Of(problem.Id) is { } link)
        {
            terminal.Output.WriteLine($"  See {link}");
        }

        if (!withExcerpt)
        {
            return;
        }

        if (SourceExcerpt.Of(file.Text, problem.Span, terminal.Width) is { } excerpt)
        {
            var margin = new string(' ', excerpt.Number.Length);
            terminal.Console.WriteLine();
            Line(new Paragraph().Append($"  {excerpt.Number} │ ", s_quiet).Append(excerpt.Text));
            Line(new Paragraph().Append($"  {margin} │ ", s_quiet).Append(excerpt.Mark, style));
        }

        terminal.Console.WriteLine();
    }

    private void WriteGood(PolicyFile file)
    {
        if (file.Reading.Policy is not { } policy)
        {
            return;
        }

        var what = string.Join(", ",
            Count.Of(policy.Codes.Count, "code"),
            Count.Of(policy.Services.Count, "service"),
            Count.Of(policy.Rules.Count, "rule"),
            Count.Of(file.Reading.Examples.Count, "example"));
        Line(new Paragraph()
            .Append("✓ ", s_good)
            .Append(file.IsPackaged ? "packaged policy" : SafeText.Of(file.Path), new Style(decoration: Decoration.Bold))
            .Append($"  {policy.Id} {SafeText.Of(policy.Revision)}: {what}"));
        Line(new Paragraph().Append($"  SHA-256 {policy.Hash}", s_quiet));
    }

    private void WriteSum(LoadedPolicies policies)
    {
        var errors = policies.Files.Sum(file => file.Problems.Count(problem => !problem.IsWarning));
        var warnings = policies.Files.Sum(file => file.Problems.Count(problem => problem.IsWarning));
        if (errors + warnings == 0)
        {
            Line(new Paragraph().Append("No problems.", s_good));
            return;
        }

        var found = string.Join(" and ", new[] { (Number: errors, Noun: "error"), (Number: warnings, Noun: "warning") }
            .Where(count => count.Number > 0)
            .Select(count => Count.Of(count.Number, count.Noun)));
        var affected = policies.Files.Count(file => file.Problems.Count > 0);
        var where = policies.Files.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" in {affected} of {policies.Files.Count} files") : "";
        Line(new Paragraph().Append($"{found}{where}.", errors > 0 ? s_error : s_warning));
    }

    private void Line(Paragraph text)
    {
        terminal.Console.Write(text);
        terminal.Console.WriteLine();
    }
}
