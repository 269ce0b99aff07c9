using ProloCodebook.Policy;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting;

/// <summary>Drawings that stand beside words, never instead of them.</summary>
internal sealed class Icons
{
    private static readonly (string Name, string Path)[] Drawings =
    [
        ("check", "M3 8.5 6.5 12 13 4.5"),
        ("cross", "M4 4l8 8M12 4l-8 8"),
        ("scales", "M8 2v12M5 14h6M3 5h10M3 5l-2 5h4zM13 5l-2 5h4z"),
        ("question", "M5.5 5.5a2.5 2.5 0 1 1 3.6 2.2C8.3 8.1 8 8.6 8 9.5M8 12.4v.2"),
        ("out", "M6 4H3v9h9v-3M9 3h4v4M13 3 7 9"),
        ("minus", "M4 8h8"),
        ("shield", "M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4z"),
        ("warning", "M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2"),
    ];

    private readonly Anchors _anchors;

    public Icons(Anchors anchors) => _anchors = anchors;

    /// <summary>Each drawing once; the page refers to them.</summary>
    public Node Definitions() => Svg(
    [
        Class("sprite"),
        Hidden,
        .. Drawings.Select(drawing => Symbol(
            Id(AnchorOf(drawing.Name)),
            Drawing("viewBox", "0 0 16 16"),
            Path(Drawing("d", drawing.Path)))),
    ]);

    public Node Check => Draw("check");

    public Node Cross => Draw("cross");

    public Node Shield => Draw("shield");

    public Node Warning => Draw("warning");

    public Node OfOutcome(string outcome) => Draw(outcome switch
    {
        Outcome.NotCovered => "cross",
        Outcome.EvidenceInsufficient => "scales",
        Outcome.InformationNeeded => "question",
        Outcome.RelatedPolicy => "out",
        _ => "minus",
    });

    private Node Draw(string name) => Svg(Class("icon"), Hidden, Use(Href(AnchorOf(name))));

    private Anchor AnchorOf(string name) => _anchors.Of("", "icon", name);
}
