using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.VisualBasic.Translation;

namespace ProloCodebook.Tests.VisualBasic;

/// <summary>The C# cases that can be said in Visual Basic, which the analyzer must judge there as it does in C#.</summary>
public sealed class TranslatedCaseTests
{
    private static readonly ILookup<string, RoutingCase> s_tables = new[] { "Routing/Cases", "Rules/Cases" }
        .SelectMany(folder => CaseFile.ReadFolder(folder))
        .Where(item => item.File != "r4-generated.cs.txt") // Comments are not translated, and there a comment decides.
        .ToLookup(item => item.File);

    /// <summary>What the translation loses, or Visual Basic is known to judge otherwise, by the name of the case.</summary>
    private static readonly Dictionary<string, string> s_apart = new(StringComparer.Ordinal)
    {
        ["ref-outermost"] = "the parentheses belong to the constant there",
        ["r4-exempt-property-field"] = "the attribute of an accessor is not translated",
        ["r4-exempt-lambda"] = "the attribute of a lambda is not translated",
        ["lambda-with-exempt-attribute"] = "the attribute of a lambda is not translated",
        ["exempt-lambda-beside-another"] = "the attribute of a lambda is not translated",
        ["l-exempt-lambda"] = "the attribute of a lambda is not translated",
        ["routes-lambda"] = "the attribute of a lambda's parameter is not translated",
        ["helper-that-gives-the-decision-only-where-it-is-governed"] = "If(denied, decision, Nothing) is a decision there, be it the default one",
        ["char-beside-a-code"] = "there a character is folded into the constant",
        ["hasvalue-then-value"] = "If(asked, decision, Nothing) is of the decision's own type there, so Nothing is a default decision and always has a value; reported",
        ["nullable-decision"] = "If(asked, decision, Nothing) is of the decision's own type there, so Nothing is a default decision and always has a value; reported",
        ["task-run-writes-the-variable"] = "a function of an assignment is a comparison there",
        ["default-in-tuple-on-one-path"] = "KNOWN LIMIT: Nothing in a tuple is converted with the tuple as a whole, and not seen to be a default decision; silent",
        ["message-in-try"] = "KNOWN LIMIT: Visual Basic does not see that the message of an exception is annotated as never null; reported",
        ["x5-t-exempt-lambda"] = "the attribute of a lambda is not translated",
    };

    private static readonly ConcurrentDictionary<string, string?> s_translations = new();

    public static TheoryData<string> Tables => [.. s_tables.Select(table => table.Key)];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Judges_what_can_be_said_in_Visual_Basic_as_in_CSharp(string table)
    {
        var failures = new List<string>();
        var id = table.StartsWith("pcb", StringComparison.Ordinal) ? table[.."PCB1001".Length].ToUpperInvariant() : "PCB1001";
        var said = 0;
        foreach (var item in s_tables[table])
        {
            if (s_apart.ContainsKey(item.Name) || Translation(item) is not { } text)
            {
                continue;
            }

            var project = new VisualBasicProject(text);
            var compilation = project.CompileWithErrors();

            // Where the languages differ in more than words (an event that is called, say) the translation does not compile.
            if (compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                continue;
            }

            said++;
            var reported = await AnalyzerRun.RunAsync(compilation, project.AnalyzerOptions, VisualBasicCaseTests.Analyzers);
            if (Record.Exception(() => AnalyzerRun.Compare(project.Marked, reported, VisualBasicProject.SourceFileName, text, [id])) is { } difference)
            {
                failures.Add($"{item.Name}: {difference.Message}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {said} differ:\n" + string.Join("\n\n", failures));
    }

    [Fact]
    public void Most_cases_can_be_said_in_Visual_Basic()
    {
        var cases = s_tables.SelectMany(table => table).ToList();
        var said = cases.Count(item => Translation(item) is not null);
        Assert.True(said > cases.Count / 2, $"{said} of {cases.Count}");
    }

    private static string? Translation(RoutingCase item) => s_translations.GetOrAdd(item.ToString(), _ => VisualBasicTranslator.Translate(item.Project));
}
