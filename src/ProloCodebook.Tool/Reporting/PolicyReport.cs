using System.Reflection;
using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting.Html;
using ProloCodebook.Tool.Reporting.Sections;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting;

/// <summary>
/// Draws policies as one page that needs nothing else: no network, no script, no fonts. The same files give the same page, byte by byte.
/// </summary>
internal sealed class PolicyReport
{
    private static readonly (string Name, string Title)[] Contents =
    [
        ("codes", "Guarded codes"),
        ("services", "Services and names"),
        ("decisions", "Decisions"),
        ("payers", "Payers and Medicare"),
        ("evidence", "Evidence"),
        ("agents", "Agents and products"),
        ("examples", "Examples"),
        ("not-stated", "Not stated"),
        ("source", "Source text"),
        ("files", "Files and hashes"),
    ];

    private readonly LoadedPolicies _loaded;
    private readonly IReadOnlyList<ReportedPolicy> _policies;
    private readonly Anchors _anchors = new();
    private readonly Icons _icons;

    private PolicyReport(LoadedPolicies loaded, IReadOnlyList<ReportedPolicy> policies)
    {
        _loaded = loaded;
        _policies = policies;
        _icons = new Icons(_anchors);
    }

    /// <param name="policies">Those of <paramref name="loaded"/> to draw, at least one.</param>
    public static string Write(LoadedPolicies loaded, IReadOnlyList<ReportedPolicy> policies)
    {
        var output = new HtmlOutput();
        output.WriteDoctype();
        new PolicyReport(loaded, policies).Draw().WriteTo(output);
        return output.ToString();
    }

    /// <summary>What the page may do: show itself in its own style. The last line of defence; nothing of a policy is markup in the first place.</summary>
    private static string SecurityPolicy => $"default-src 'none'; style-src {ReportStyle.Instance.Hash}; base-uri 'none'; form-action 'none'";

    private string PageTitle => _policies switch
    {
        [var only] => only.Policy.Title,
        [var first, ..] when _policies.All(policy => policy.Policy.Id == first.Policy.Id) => $"{_policies[^1].Policy.Title}: {_policies.Count} revisions",
        _ => $"{_policies.Count} policies",
    };

    private Node Draw()
    {
        var pages = _policies.Select((policy, i) => new PolicyPage(policy, _anchors, _policies.Count == 1 ? "" : $"p{i + 1}", _policies.Count == 1 ? 2 : 3)).ToList();
        return HtmlRoot(
            Lang("en"),
            Head(
                Meta(Charset("utf-8")),
                Meta(HttpEquiv("Content-Security-Policy"), MetaContent(SecurityPolicy)),
                Meta(Name("viewport"), MetaContent("width=device-width, initial-scale=1")),
                Meta(Name("color-scheme"), MetaContent("light dark")),
                Meta(Name("referrer"), MetaContent("no-referrer")),
                Meta(Name("generator"), MetaContent($"prolocodebook {Version}")),
                Title($"{PageTitle} · policy report"),
                Style(ReportStyle.Instance)),
            Body(
                Class(_policies.Count == 1 ? "single" : "several"),
                _icons.Definitions(),
                A(Class("skip"), Href(MainAnchor), "Skip to the policy"),
                Div(
                    Class("frame"),
                    Navigation(pages),
                    MainContent(
                        Id(MainAnchor),
                        Header(Class("title"), P(Class("eyebrow"), "Policy report"), Heading(1, PageTitle), When(_policies.Count > 1, List)),
                        ProblemsSection.Draw(_loaded.Files, _anchors.Of("", "", "problems"), _icons),
                        Each(pages, Policy),
                        Footer(P(Class("quiet"), $"Drawn by prolocodebook {Version}. It decides nothing itself: quotes, proofs and examples are the compiler’s."))))));
    }

    private Anchor MainAnchor => _anchors.Of("", "", "report");

    private static string Version => typeof(PolicyReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Several policies, in a line each.</summary>
    private Node List() => Ul(Class("policy-list"), Each(_policies, (policy, i) => Li(
        A(Href(ArticleAnchor(i)), policy.Policy.Title),
        " ",
        Span(Class("quiet"), Describe(policy.Policy)))));

    private Node Navigation(IReadOnlyList<PolicyPage> pages) => Nav(
        Label("Contents"),
        P(Class("nav-title"), "Contents"),
        Each(pages, (page, i) => Group(
            When(pages.Count > 1, () => P(Class("nav-policy"), A(Href(ArticleAnchor(i)), page.Policy.Title), " ", Span(Class("quiet"), Describe(page.Policy)))),
            Ul(Each(Contents, part => Li(A(Href(page.Part(part.Name)), part.Title)))))));

    private Node Policy(PolicyPage page, int index)
    {
        var parts = new Components(page, _icons);
        var statements = new StatementCards(parts);
        var examples = page.Reported.Files.Select(file => (File: file, Outcomes: ExampleOutcome.Of(file, _loaded.Set))).ToList();
        return Article(
            Id(ArticleAnchor(index)),
            When(_policies.Count > 1, () => Header(Class("policy-title"), Heading(2, page.Policy.Title))),
            new Overview(parts, [.. examples.SelectMany(item => item.Outcomes)]).Draw(),
            new CodesSection(parts).Draw(),
            new ServicesSection(parts).Draw(),
            new DecisionsSection(parts).Draw(),
            new PayersSection(parts, statements).Draw(),
            new StatementsSection(parts, statements).Draw(),
            new AgentsSection(parts).Draw(),
            new ExamplesSection(parts, examples).Draw(),
            new AbsencesSection(parts).Draw(),
            new SourceTextSection(parts).Draw(),
            new FilesSection(parts).Draw());
    }

    private Anchor ArticleAnchor(int index) => _anchors.Of("", "policy", (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Describe(PayerPolicy policy) => Wording.Dates(policy) is { } dates ? $"revision {policy.Revision}, {dates}" : $"revision {policy.Revision}";
}
