using System.Globalization;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>Which policy this is, and how it stands, at a glance.</summary>
internal sealed class Overview(Components parts, IReadOnlyList<ExampleOutcome> examples)
{
    public Node Draw()
    {
        var policy = parts.Page.Policy;
        return Group(
            Dl(
                Class("facts identity"),
                Fact("Policy", policy.Id),
                Fact("Revision", policy.Revision),
                Wording.Dates(policy) is { } dates ? Fact("Service dates", dates) : Nothing,
                Fact("SHA-256", policy.Hash)),
            Ul(
                Class("tiles"),
                Tile("codes", policy.Codes.Count, policy.Codes.Count == 1 ? "guarded code" : "guarded codes", string.Join(", ", policy.Codes.Select(code => code.Value))),
                Tile("decisions", policy.Rules.Count, policy.Rules.Count == 1 ? "rule" : "rules", parts.Page.Reported.HasErrors ? "not proved: there are errors" : "no gap, no conflict: proved"),
                Tile("examples", examples.Count, examples.Count == 1 ? "example" : "examples", Holding()),
                Tile("source", parts.Page.Passages.Count, parts.Page.Passages.Count == 1 ? "passage quoted" : "passages quoted", Found()),
                Tile("not-stated", policy.NotStated.Count, policy.NotStated.Count == 1 ? "thing not stated" : "things not stated", policy.NotStated.Count == 0 ? "none is listed" : "and nothing concluded from it")));
    }

    private string Holding()
    {
        var failing = examples.Count(example => example.Failure is not null);
        return examples.Count == 0 ? "none written yet" : failing == 0 ? "each comes out as written" : $"{Text(failing)} of them {(failing == 1 ? "fails" : "fail")}";
    }

    private string Found()
    {
        var missing = parts.Page.Citations.Distinct().Count(citation => parts.Page.Passages.Of(citation) is null);
        return missing == 0 ? "every quote found in the text" : $"{Text(missing)} {(missing == 1 ? "quote" : "quotes")} not found";
    }

    private Node Tile(string part, int number, string what, string more) => Li(A(
        Class("tile"),
        Href(parts.Page.Part(part)),
        Span(Class("tile-number"), Text(number)),
        " ",
        Span(Class("tile-what"), what),
        " ",
        Span(Class("tile-more"), more)));

    private static Node Fact(string name, string value) => Div(Dt(name), Dd(Code(Class("fact"), value)));

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
