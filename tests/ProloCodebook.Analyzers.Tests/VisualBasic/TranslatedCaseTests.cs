using Microsoft.CodeAnalysis;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.VisualBasic.Translation;

namespace ProloCodebook.Tests.VisualBasic;

/// <summary>The C# cases that can be said in Visual Basic, which the analyzer must judge there as it does in C#.</summary>
public sealed class TranslatedCaseTests
{
    private static readonly ILookup<string, RoutingCase> s_tables = CaseFile.ReadFolder("Routing/Cases")
        .Where(item => item.File != "r4-generated.cs.txt") // Comments are not translated, and there a comment decides.
        .ToLookup(item => item.File);

    public static TheoryData<string> Tables => [.. s_tables.Select(table => table.Key)];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Judges_what_can_be_said_in_Visual_Basic_as_in_CSharp(string table)
    {
        var failures = new List<string>();
        var said = 0;
        foreach (var item in s_tables[table])
        {
            if (VisualBasicTranslator.Translate(item.Project) is not { } text || !Compiles(text))
            {
                continue;
            }

            said++;
            try
            {
                await new VisualBasicProject(text).VerifyAsync(VisualBasicCaseTests.Analyzers, "PCB1001");
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add($"{item.Name}: {exception.Message}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {said} differ:\n" + string.Join("\n\n", failures));
    }

    /// <summary>Where the languages differ in more than words (names that differ in case only, say) the translation does not compile.</summary>
    private static bool Compiles(string text)
        => !new VisualBasicProject(text).CompileWithErrors().GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
