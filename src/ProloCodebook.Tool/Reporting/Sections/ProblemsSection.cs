using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>What is wrong in the files, before anything else on the page.</summary>
internal static class ProblemsSection
{
    public static Node Draw(IReadOnlyList<PolicyFile> files, Anchor anchor, Icons icons)
    {
        var problems = files.SelectMany(file => file.Problems.Select(problem => (File: file, Problem: problem))).ToList();
        if (problems.Count == 0)
        {
            return Nothing;
        }

        var hasErrors = problems.Exists(item => !item.Problem.IsWarning);
        return Section(
            Id(anchor),
            Class(hasErrors ? "part problems errors" : "part problems"),
            Heading(2, icons.Warning, " ", hasErrors ? "These files have errors" : "These files have warnings"),
            P(Class("lead"), hasErrors ? "A build stops at them. What the page says may be wrong until they are mended." : "A build shows them and goes on."),
            Ul(Class("problem-list"), Each(problems, item => Li(
                Code(Class("fact"), $"{System.IO.Path.GetFileName(item.File.Path)} {item.Problem.Span.StartLine + 1}:{item.Problem.Span.StartColumn + 1}"),
                " ",
                Span(Class(item.Problem.IsWarning ? "tag warning" : "tag error"), item.Problem.Id),
                " ",
                Span(Class("isolated"), item.Problem.Message)))));
    }
}
