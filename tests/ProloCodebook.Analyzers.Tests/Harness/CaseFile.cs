namespace ProloCodebook.Tests.Harness;

/// <summary>One case of a case table: a small file that shows one thing.</summary>
/// <param name="File">The table it stands in.</param>
/// <param name="ComparesAll">Marked <c>[all]</c>: every rule's diagnostics are compared, not only PCB1001.</param>
/// <param name="Markup">The text with its marks.</param>
internal sealed record RoutingCase(string File, string Name, string Why, bool ComparesAll, string Markup)
{
    /// <summary>The case as a project, with the prelude.</summary>
    public TestProject Project => new(Markup) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] };

    public override string ToString() => File + ": " + Name;
}

/// <summary>
/// Case tables (<c>*.cs.txt</c>, <c>*.vb.txt</c>): each case begins with a line <c>//// name: why the verdict is so</c> and runs to the next.
/// </summary>
internal static class CaseFile
{
    private const string Header = "////";

    /// <summary>The cases of all tables in a folder of the test project, such as <c>Routing/Cases</c>.</summary>
    /// <param name="extension">That of the language: <c>cs</c> or <c>vb</c>.</param>
    public static IReadOnlyList<RoutingCase> ReadFolder(string folder, string extension = "cs")
    {
        var directory = Path.Combine(AppContext.BaseDirectory, folder);
        return Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, $"*.{extension}.txt").Order(StringComparer.Ordinal).SelectMany(f => Parse(Path.GetFileName(f), File.ReadAllText(f)))]
            : [];
    }

    public static IEnumerable<RoutingCase> Parse(string file, string text)
    {
        string? header = null;
        var body = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                if (header is not null)
                {
                    yield return Make(file, header, body);
                }

                header = line[Header.Length..].Trim();
                body.Clear();
            }
            else if (header is not null)
            {
                body.Add(line);
            }
            else if (line.Trim().Length > 0)
            {
                throw new FormatException($"{file}: text before the first case ('{Header} name: why').");
            }
        }

        if (header is not null)
        {
            yield return Make(file, header, body);
        }
    }

    private static RoutingCase Make(string file, string header, List<string> body)
    {
        var colon = header.IndexOf(':');
        if (colon < 1)
        {
            throw new FormatException($"{file}: '{Header} {header}' gives no reason; write '{Header} name: why'.");
        }

        const string all = "[all]";
        var name = header[..colon].Trim();
        var comparesAll = name.EndsWith(all, StringComparison.Ordinal);
        return new RoutingCase(file, comparesAll ? name[..^all.Length].Trim() : name, header[(colon + 1)..].Trim(), comparesAll, string.Join("\n", body).Trim() + "\n");
    }
}
