using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>The policy that policy/README.md writes step by step.</summary>
internal static class Needling
{
    public static string Yaml { get; } = Block("```yaml\n# yaml-language-server");

    public static string Source { get; } = Block("```text\nOverview");

    public static ReportedPage Page(Func<string, string> edit) => ReportedPage.Of(("needling.yaml", edit(Yaml)), ("needling.txt", Source));

    private static string Block(string start)
    {
        var readme = File.ReadAllText(Path.Combine(ToolProcess.RepositoryFolder, "policy", "README.md"));
        var from = readme.IndexOf('\n', readme.IndexOf(start, StringComparison.Ordinal)) + 1;
        return readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
