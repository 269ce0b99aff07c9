using System.Security.Cryptography;
using System.Text;

namespace ProloCodebook.Tool.Reporting.Html;

/// <summary>The page's style sheet, and its hash, by which alone the page's content security policy allows it.</summary>
internal sealed class ReportStyle
{
    private ReportStyle(string text) => Text = text;

    public static ReportStyle Instance { get; } = new(Load());

    public string Text { get; }

    /// <summary>A source expression of Content Security Policy, for what stands between the tags.</summary>
    public string Hash => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("\n" + Text)))}'";

    private static string Load()
    {
        using var reader = new StreamReader(typeof(ReportStyle).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
