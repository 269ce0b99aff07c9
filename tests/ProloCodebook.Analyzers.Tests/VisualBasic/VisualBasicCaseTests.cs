extern alias vb;

using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Tests.Harness;
using vb::ProloCodebook.References;
using vb::ProloCodebook.Rules;

namespace ProloCodebook.Tests.VisualBasic;

/// <summary>The case tables in VisualBasic/Cases: what C# has no words for, or other ones. What both can say is in <see cref="TranslatedCaseTests"/>.</summary>
public sealed class VisualBasicCaseTests
{
    private static readonly Dictionary<string, RoutingCase> s_cases = CaseFile.ReadFolder("VisualBasic/Cases", "vb").ToDictionary(c => c.ToString());

    // The analyzers of Visual Basic are another assembly, with types of their own.
    private static readonly GuardedCode[] s_codes = [.. PolicyCodes.All.Select(code => new GuardedCode(code.Value, code.Description, code.ConstantName))];

    public static TheoryData<string> Names => [.. s_cases.Keys];

    internal static DiagnosticAnalyzer[] Analyzers => [new UnroutedReferenceAnalyzer(s_codes), new IgnoredDecisionAnalyzer(), new ExemptionWithoutReasonAnalyzer()];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Reports_what_is_marked_and_nothing_else(string name)
    {
        var item = s_cases[name];
        return new VisualBasicProject(item.Markup).VerifyAsync(Analyzers, item.ComparesAll ? [] : ["PCB1001", "PCB1002", "PCB1004", "PCB1005"]);
    }

    [Fact]
    public void There_are_enough_cases_and_half_of_them_must_not_be_reported()
    {
        var silent = s_cases.Values.Count(item => MarkedSource.Parse(item.Markup).Marks.IsEmpty);
        Assert.True(s_cases.Count >= 120, $"{s_cases.Count} cases");
        Assert.InRange(silent, s_cases.Count * 2 / 5, s_cases.Count * 3 / 5);
    }
}
