namespace ProloCodebook.Tool.Reporting.Html;

/// <summary>What an element may hold: attributes and nodes. A text becomes a node that is encoded where it is written, so nothing of a policy can turn into markup.</summary>
internal abstract class Content
{
    public static implicit operator Content(string text) => new TextNode(text);
}

/// <summary>Something that stands in the page.</summary>
internal abstract class Node : Content
{
    public static implicit operator Node(string text) => new TextNode(text);

    public abstract void WriteTo(HtmlOutput output);
}

/// <summary>Text, whatever it says.</summary>
internal sealed class TextNode(string text) : Node
{
    public override void WriteTo(HtmlOutput output) => output.WriteText(text);
}

/// <summary>Nodes side by side; none of them is nothing.</summary>
internal sealed class Fragment(IEnumerable<Node> nodes) : Node
{
    private readonly Node[] _nodes = [.. nodes];

    public override void WriteTo(HtmlOutput output)
    {
        foreach (var node in _nodes)
        {
            node.WriteTo(output);
        }
    }
}

/// <summary>An attribute. Only <see cref="Elements"/> makes them, each with the kind of value it may have.</summary>
internal sealed class HtmlAttribute(string name, string value) : Content
{
    public void WriteTo(HtmlOutput output) => output.WriteAttribute(name, value);
}

/// <summary>An element. Only <see cref="Elements"/> makes them, so that no name comes from a policy.</summary>
internal sealed class Element(string name, ElementLayout layout, IEnumerable<Content> contents) : Node
{
    private readonly Content[] _contents = [.. contents];

    public override void WriteTo(HtmlOutput output)
    {
        output.OpenTag(name);
        foreach (var attribute in _contents.OfType<HtmlAttribute>())
        {
            attribute.WriteTo(output);
        }

        output.CloseTag();
        if (layout != ElementLayout.Void)
        {
            foreach (var node in _contents.OfType<Node>())
            {
                node.WriteTo(output);
            }

            output.EndTag(name);
        }

        if (layout != ElementLayout.Inline)
        {
            output.EndLine();
        }
    }
}

internal enum ElementLayout
{
    Inline,

    /// <summary>White space after it means nothing, so it ends its line.</summary>
    Block,

    /// <summary>Has no contents and no end tag.</summary>
    Void,
}

/// <summary>The style sheet that comes with the tool: the one text that is written as it is.</summary>
internal sealed class StyleNode(ReportStyle style) : Node
{
    public override void WriteTo(HtmlOutput output) => output.WriteStyle(style);
}
