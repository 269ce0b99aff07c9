using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>A page that was drawn for a test, as text and as a browser reads it.</summary>
internal sealed record ReportedPage(string Html, IDocument Document)
{
    /// <summary>Markup, addresses and characters that would do something if they were anything but text.</summary>
    public const string Hostile = "</style></title></script><script>alert(1)</script><img src=x onerror=alert(2)> ]]> --> javascript:alert(3) \" onmouseover=\"alert(4) &amp; {{x}}";

    /// <summary>Right-to-left override, line separator, zero-width no-break space, bell.</summary>
    public const string Hidden = "\u202Edesrever\u2028line\uFEFF\u0007";

    public static ReportedPage OfPackagedPolicy() => OfFiles([Path.Combine(ToolProcess.RepositoryFolder, "policy", "prolotherapy.yaml")])!;

    public static ReportedPage OfHostilePolicy()
    {
        var text = Yaml(Hostile);
        return Of(("hostile.yaml", $$"""
            schemaVersion: 1
            id: hostile
            title: {{text}}
            revision: {{text}}
            hitPolicy: unique
            source: { file: hostile.txt }
            sections:
              - { id: start, heading: {{text}}, startsWith: Start }
            codes:
              - { code: "97799", system: CPT, description: {{text}}, citations: [{ section: start, quote: {{text}} }] }
            services:
              - id: needling
                title: {{text}}
                citations: [{ section: start, quote: {{text}} }]
                names: [{ name: needling <b>bold</b>, citations: [{ section: start, quote: Start }] }]
            payers:
              - { id: Other, title: {{text}} }
            agents:
              - { id: Water, name: {{text}}, role: Adjunct, fdaStatus: NotStated, citations: [{ section: start, quote: {{text}} }] }
            products:
              - { id: Sea, name: {{text}}, agent: Water, form: {{text}}, fdaStatus: NotStated, citations: [{ section: start, quote: {{text}} }] }
            statements:
              - { id: said, kind: evidence, text: {{text}}, population: {{text}}, citations: [{ section: start, quote: {{text}} }] }
            notStated:
              - { id: silent, text: {{text}} }
            rules:
              - { id: all, when: { services: [needling, other, undescribed] }, outcome: NotCovered, reason: {{text}}, cites: [said] }
            examples:
              - { code: "97799", payer: Other, description: {{text}}, outcome: NotCovered }
            """), ("hostile.txt", $"Start {Hostile}\n{Hidden}\n"));
    }

    /// <summary>The page of files that a folder has; the YAML files among them are named on the command line.</summary>
    public static ReportedPage Of(params (string Name, string Text)[] files) => TryOf(files) ?? throw new ArgumentException("The files give no policy to draw.");

    /// <summary>Null where the files give no policy to draw.</summary>
    public static ReportedPage? TryOf(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("report");
        try
        {
            foreach (var (name, text) in files)
            {
                File.WriteAllText(Path.Combine(folder.FullName, name), text);
            }

            return OfFiles([.. files.Where(file => file.Name.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => Path.Combine(folder.FullName, file.Name))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>An element's text, white space folded.</summary>
    public static string TextOf(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(TextOf)];

    private static ReportedPage? OfFiles(IReadOnlyList<string> paths)
    {
        var loaded = PolicyLoader.Load(paths, [], useDefaultPolicy: true);
        var policies = ReportedPolicy.In(loaded);
        if (policies.Count == 0)
        {
            return null;
        }

        var html = PolicyReport.Write(loaded, policies);
        return new ReportedPage(html, new HtmlParser().ParseDocument(html));
    }

    private static string Yaml(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
