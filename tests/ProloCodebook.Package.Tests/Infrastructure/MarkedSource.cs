using System.Text;
using System.Text.RegularExpressions;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>A text in which <c>{|PCB1001:</c> marks where something is to be reported; a closing <c>|}</c> is for the eye and may be left out.</summary>
internal sealed partial record MarkedSource(string Text, IReadOnlyList<(int Line, int Column, string Id)> Marks)
{
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var marks = new List<(int, int, string)>();
        int end = 0;
        foreach (Match match in Mark().Matches(marked))
        {
            text.Append(marked, end, match.Index - end);
            if (match.Groups["id"].Success)
            {
                string before = text.ToString();
                int line = before.Count(c => c == '\n') + 1;
                int column = before.Length - before.LastIndexOf('\n');
                marks.Add((line, column, match.Groups["id"].Value));
            }

            end = match.Index + match.Length;
        }

        text.Append(marked, end, marked.Length - end);
        return new MarkedSource(text.ToString(), marks);
    }

    [GeneratedRegex(@"\{\|(?<id>[A-Z]+\d+):|\|\}")]
    private static partial Regex Mark();
}
