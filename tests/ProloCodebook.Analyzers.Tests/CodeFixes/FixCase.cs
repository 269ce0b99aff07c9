using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.CodeFixes;

/// <summary>
/// A case of a table in CodeFixes/Cases: a source with marks, and for each action that must be offered on the first of them, in order, a line
/// <c>//=&gt; title</c> with the text that it makes. No such line: nothing must be offered.
/// </summary>
internal sealed record FixCase(RoutingCase Case, IReadOnlyList<(string Title, string Text)> Expected)
{
    private const string Header = "//=>";

    public TestProject Project => Case.Project;

    public static IReadOnlyDictionary<string, FixCase> ReadFolder(string folder) => CaseFile.ReadFolder(folder).Select(Parse).ToDictionary(c => c.Case.ToString());

    private static FixCase Parse(RoutingCase item)
    {
        var sections = new List<(string Title, string Text)> { ("", "") };
        foreach (var line in item.Markup.Split('\n'))
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                sections.Add((line[Header.Length..].Trim(), ""));
            }
            else
            {
                sections[^1] = (sections[^1].Title, sections[^1].Text + line + "\n");
            }
        }

        return new FixCase(item with { Markup = Normalized(sections[0].Text) }, [.. sections.Skip(1).Select(s => (s.Title, Normalized(s.Text)))]);
    }

    private static string Normalized(string text) => text.TrimEnd() + "\n";
}
