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
        ["proc-eq"] = "KNOWN LIMIT: of two ProcedureCodes compared with =, the match is not seen to be evaluated; reported",
        ["try-decision-tested"] = "KNOWN LIMIT: Nothing as the default of a type parameter that stands for a decision is taken for one; not reported",
        ["retry-helper-default"] = "KNOWN LIMIT: Nothing as the default of a type parameter that stands for a decision is taken for one; not reported",
        ["k24-list-any"] = "KNOWN LIMIT: a list that is written where Any is called on it is not known by what is written there; reported",
        ["local-function-result-billed"] = "KNOWN LIMIT: what a lambda gives that is called where it is written is lost; not reported",
        ["local-function-result-helper"] = "KNOWN LIMIT: what a lambda gives that is called where it is written is lost; not reported",
        ["param-guard-in-constructor-coalesced"] = "KNOWN LIMIT: of If(guard, other) the delegates are not told apart; reported",
        ["both-of-two-is-true"] = "KNOWN LIMIT: a condition of two operands that is compared with True proves nothing; reported",
        ["either-of-two-is-false"] = "KNOWN LIMIT: a condition of two operands that is compared with False proves nothing; reported",
        ["kept-function-set-from-outside"] = "KNOWN LIMIT: a function in a field that another object's method sets is lost; not reported",
        ["task-run-writes-the-variable"] = "a function of an assignment is a comparison there",
        ["unknown-code-gets-the-writer"] = "KNOWN LIMIT: a lambda that is converted where it is handed over is not seen to write the variable; not reported",
        ["closure-given-away-earlier"] = "KNOWN LIMIT: a lambda that is converted where it is handed over is not seen to write the variable; not reported",
        ["class-flag-never-read"] = "KNOWN LIMIT: an object of which nobody reads the answer is not told from one that others have; not reported",
        ["k16-decision-logged-as-json"] = "KNOWN LIMIT: a decision that a serializer carries to the log counts as handed on; not reported",
        ["k16-string-builder-made-and-logged"] = "KNOWN LIMIT: a decision that a builder made in place carries to the log counts as handed on; not reported",
        ["logged-by-helper"] = "KNOWN LIMIT: an object that only a logger gets is not told from one that others have; not reported",
        ["logged-in-object"] = "KNOWN LIMIT: an object that only a logger gets is not told from one that others have; not reported",
        ["message-in-try"] = "KNOWN LIMIT: Visual Basic does not see that the message of an exception is annotated as never null; reported",
        ["trimmed-behind-a-coalesce"] = "KNOWN LIMIT: of If(code, \"\") it is not known that what equals the code is the first; reported",
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
