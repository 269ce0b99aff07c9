using System.Text;

namespace ProloCodebook.Policy.Tests;

/// <summary>Policy texts with the expected problems marked in them: <c>{|PCB2005:sevices|}: …</c>.</summary>
internal static class Expect
{
    /// <summary>The example of the README with replacements; each old text must be there.</summary>
    public static string Example(params (string Old, string New)[] edits)
        => Edit(Readme.Yaml, edits);

    public static string Edit(string text, params (string Old, string New)[] edits)
    {
        foreach (var (old, @new) in edits)
        {
            var at = text.IndexOf(old, StringComparison.Ordinal);
            Assert.True(at >= 0, $"The text has no '{old}'.");
            text = text[..at] + @new + text[(at + old.Length)..];
        }

        return text;
    }

    /// <summary>Reads <paramref name="marked"/> and asserts that exactly the marked problems are found, and that the messages contain <paramref name="messages"/>.</summary>
    public static PolicyReading Problems(string marked, params string[] messages) => Problems(marked, Readme.Source, messages);

    public static PolicyReading Problems(string marked, string source, string[] messages)
    {
        var (text, expected) = Unmark(marked);
        var reading = PolicyReader.Read(text, [new PolicySourceText("folder/needling.txt", source)]);
        Same(expected, reading.Problems, messages);
        return reading;
    }

    /// <summary>Reads several files and asserts that exactly the marked problems lie within and between them.</summary>
    public static void ProblemsBetween(string[] marked, params string[] messages)
    {
        var files = marked.Select(Unmark).ToList();
        PolicySourceText[] sources =
        [
            new("needling.txt", Readme.Source), new("prolotherapy.txt", PackagedPolicy.Source), new("northfield-hmo.txt", "Letter of 2 March\nprolotherapy is excluded"),
        ];
        var readings = files.Select(file => PolicyReader.Read(file.Text, sources)).ToList();
        var between = PolicySet.Check(readings);
        for (var i = 0; i < files.Count; i++)
        {
            var found = readings[i].Problems.Concat(between.Where(problem => problem.File == i).Select(problem => problem.Problem)).ToList();
            Same(files[i].Expected, found, []);
        }

        var all = string.Join("\n", between.Select(problem => problem.Problem.Message));
        Assert.All(messages, message => Assert.Contains(message, all));
    }

    /// <summary>The text without the marks, and what they mark.</summary>
    public static (string Text, List<string> Expected) Unmark(string marked)
    {
        var text = new StringBuilder();
        var expected = new List<string>();
        var open = new Stack<(string Id, int Line, int Column)>();
        int line = 0, column = 0;
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("{|PCB", StringComparison.Ordinal))
            {
                open.Push((marked.Substring(i + 2, 7), line, column));
                i += "{|PCB2000:".Length - 1;
            }
            else if (marked.AsSpan(i).StartsWith("|}", StringComparison.Ordinal) && open.Count > 0)
            {
                var (id, startLine, startColumn) = open.Pop();
                expected.Add(Describe(id, new PolicySpan(startLine, startColumn, line, column)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
                (line, column) = marked[i] == '\n' ? (line + 1, 0) : (line, column + 1);
            }
        }

        Assert.Empty(open);
        return (text.ToString(), expected);
    }

    private static void Same(List<string> expected, IEnumerable<PolicyProblem> found, IEnumerable<string> messages)
    {
        var problems = found.ToList();
        var matches = expected.Order(StringComparer.Ordinal).SequenceEqual(problems.Select(problem => Describe(problem.Id, problem.Span)).Order(StringComparer.Ordinal));
        Assert.True(matches, $"Expected:\n{string.Join("\n", expected)}\nFound:\n{string.Join("\n", problems.Select(problem => $"{Describe(problem.Id, problem.Span)} {problem.Message}"))}");
        var all = string.Join("\n", problems.Select(problem => problem.Message));
        Assert.All(messages, message => Assert.Contains(message, all));
    }

    private static string Describe(string id, PolicySpan span)
        => $"{id} ({span.StartLine + 1},{span.StartColumn + 1})-({span.EndLine + 1},{span.EndColumn + 1})";
}
