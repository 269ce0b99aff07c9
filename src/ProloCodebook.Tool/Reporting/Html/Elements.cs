using System.Globalization;

namespace ProloCodebook.Tool.Reporting.Html;

/// <summary>The elements and attributes that the page is made of.</summary>
internal static class Elements
{
    public static Node Nothing { get; } = new Fragment([]);

    public static Node Group(params Node[] nodes) => new Fragment(nodes);

    public static Node Each<T>(IEnumerable<T> items, Func<T, Node> node) => new Fragment(items.Select(node));

    public static Node Each<T>(IEnumerable<T> items, Func<T, int, Node> node) => new Fragment(items.Select(node));

    /// <summary>The nodes with <paramref name="separator"/> between them.</summary>
    public static Node Join(string separator, IEnumerable<Node> nodes)
        => new Fragment(nodes.SelectMany((node, i) => i == 0 ? new[] { node } : [separator, node]));

    public static Node When(bool condition, Func<Node> node) => condition ? node() : Nothing;

    public static Element HtmlRoot(params Content[] contents) => Block("html", contents);

    public static Element Head(params Content[] contents) => Block("head", contents);

    public static Element Body(params Content[] contents) => Block("body", contents);

    public static Element Meta(params Content[] contents) => new("meta", ElementLayout.Void, contents);

    public static Node Style(ReportStyle style) => new StyleNode(style);

    public static Node Title(string text) => new TitleNode(text);

    public static Element Header(params Content[] contents) => Block("header", contents);

    public static Element Nav(params Content[] contents) => Block("nav", contents);

    public static Element MainContent(params Content[] contents) => Block("main", contents);

    public static Element Article(params Content[] contents) => Block("article", contents);

    public static Element Section(params Content[] contents) => Block("section", contents);

    public static Element Footer(params Content[] contents) => Block("footer", contents);

    public static Element Div(params Content[] contents) => Block("div", contents);

    public static Element P(params Content[] contents) => Block("p", contents);

    /// <param name="level">From 1 to 6.</param>
    public static Element Heading(int level, params Content[] contents) => Block("h" + Math.Clamp(level, 1, 6).ToString(CultureInfo.InvariantCulture), contents);

    public static Element Ul(params Content[] contents) => Block("ul", contents);

    public static Element Ol(params Content[] contents) => Block("ol", contents);

    public static Element Li(params Content[] contents) => Block("li", contents);

    public static Element Dl(params Content[] contents) => Block("dl", contents);

    public static Element Dt(params Content[] contents) => Block("dt", contents);

    public static Element Dd(params Content[] contents) => Block("dd", contents);

    public static Element Table(params Content[] contents) => Block("table", contents);

    public static Element Caption(params Content[] contents) => Block("caption", contents);

    public static Element Thead(params Content[] contents) => Block("thead", contents);

    public static Element Tbody(params Content[] contents) => Block("tbody", contents);

    public static Element Tr(params Content[] contents) => Block("tr", contents);

    public static Element Th(params Content[] contents) => Block("th", contents);

    public static Element Td(params Content[] contents) => Block("td", contents);

    public static Element Details(params Content[] contents) => Block("details", contents);

    public static Element Summary(params Content[] contents) => Block("summary", contents);

    public static Element Span(params Content[] contents) => Inline("span", contents);

    public static Element A(params Content[] contents) => Inline("a", contents);

    public static Element Q(params Content[] contents) => Inline("q", contents);

    public static Element Code(params Content[] contents) => Inline("code", contents);

    public static Element Strong(params Content[] contents) => Inline("strong", contents);

    public static Element Mark(params Content[] contents) => Inline("mark", contents);

    public static Element Sup(params Content[] contents) => Inline("sup", contents);

    public static Element Svg(params Content[] contents) => Inline("svg", contents);

    public static Element Symbol(params Content[] contents) => Inline("symbol", contents);

    public static Element Path(params Content[] contents) => Inline("path", contents);

    public static Element Use(params Content[] contents) => Inline("use", contents);

    /// <param name="names">Class names of the style sheet, separated by spaces.</param>
    public static HtmlAttribute Class(string names) => new("class", names);

    public static HtmlAttribute Id(Anchor anchor) => new("id", anchor.Id);

    public static HtmlAttribute Href(Anchor anchor) => new("href", "#" + anchor.Id);

    public static HtmlAttribute Lang(string language) => new("lang", language);

    public static HtmlAttribute Charset(string charset) => new("charset", charset);

    public static HtmlAttribute Name(string name) => new("name", name);

    public static HtmlAttribute HttpEquiv(string name) => new("http-equiv", name);

    public static HtmlAttribute MetaContent(string content) => new("content", content);

    public static HtmlAttribute Label(string text) => new("aria-label", text);

    public static HtmlAttribute LabelledBy(Anchor anchor) => new("aria-labelledby", anchor.Id);

    public static HtmlAttribute Hidden { get; } = new("aria-hidden", "true");

    public static HtmlAttribute Role(string role) => new("role", role);

    /// <summary>Reached by the keyboard, so that what does not fit can be scrolled.</summary>
    public static HtmlAttribute Focusable { get; } = new("tabindex", "0");

    public static HtmlAttribute Open { get; } = new("open", string.Empty);

    public static HtmlAttribute ScopeColumn { get; } = new("scope", "col");

    public static HtmlAttribute ScopeColumns { get; } = new("scope", "colgroup");

    public static HtmlAttribute ScopeRow { get; } = new("scope", "row");

    public static HtmlAttribute ColumnSpan(int count) => new("colspan", count.ToString(CultureInfo.InvariantCulture));

    public static HtmlAttribute RowSpan(int count) => new("rowspan", count.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a cell is headed by where the table is shown as a list.</summary>
    public static HtmlAttribute DataHead(string text) => new("data-head", text);

    /// <summary>Of the drawings in <see cref="Icons"/>.</summary>
    public static HtmlAttribute Drawing(string name, string value) => new(name, value);

    private static Element Block(string name, Content[] contents) => new(name, ElementLayout.Block, contents);

    private static Element Inline(string name, Content[] contents) => new(name, ElementLayout.Inline, contents);

    private sealed class TitleNode(string text) : Node
    {
        public override void WriteTo(HtmlOutput output)
        {
            output.OpenTag("title");
            output.CloseTag();
            output.WritePlainText(text);
            output.EndTag("title");
            output.EndLine();
        }
    }
}
