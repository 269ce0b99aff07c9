using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting.Html;
using static ProloCodebook.Tool.Reporting.Html.Elements;

namespace ProloCodebook.Tool.Reporting.Sections;

/// <summary>The files that the policy was made of, and the hashes by which a decision names them.</summary>
internal sealed class FilesSection(Components parts)
{
    public Node Draw() => parts.Part(
        "files",
        "Files and hashes",
        "A decision carries the policy’s hash, so that it can be told later by which text it was made. The hash is of the meaning and the source text; comments and layout do not count.",
        Div(Class("cards wide"), Each(parts.Page.Reported.Files, Card)));

    private Node Card(PolicyFile file)
    {
        var policy = file.Reading.Policy!;
        return Div(
            Class("card file-card"),
            Div(
                Class("card-head"),
                parts.Page.Heading(1, Class("card-heading"), System.IO.Path.GetFileName(file.Path)),
                When(policy.Refines is not null, () => Span(Class("tag overlay"), $"overlay of {policy.Refines}")),
                When(file.IsPackaged, () => Span(Class("tag"), "comes with the tool"))),
            Dl(
                Class("facts"),
                Fact("Policy", policy.Id),
                Fact("Revision", policy.Revision),
                Wording.Dates(policy) is { } dates ? Fact("Service dates", dates) : Nothing,
                Fact("SHA-256", policy.Hash)));
    }

    private static Node Fact(string name, string value) => Div(Dt(name), Dd(Code(Class("fact"), value)));
}
