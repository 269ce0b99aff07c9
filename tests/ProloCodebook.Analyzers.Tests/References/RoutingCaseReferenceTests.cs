using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.References;

/// <summary>What the routing cases report must be a reference in the first place.</summary>
public sealed class RoutingCaseReferenceTests
{
    [Fact]
    public async Task Each_expression_that_a_routing_case_reports_is_a_reference()
    {
        var missed = new List<string>();
        foreach (var routingCase in CaseFile.ReadFolder("Routing/Cases"))
        {
            var marked = routingCase.Project.Marked;
            if (!marked.Marks.Any(m => m.Id == "PCB1001"))
            {
                continue;
            }

            var found = (await routingCase.Project.AnalyzeAsync(new ReferenceProbe())).Where(d => d.Id is "REF" or "PART").Select(d => d.Location.SourceSpan).ToHashSet();

            // A service line's code read back (`line.Code`, `line is { Code: var code }`) is a reference only where the flow analysis knows what the line was built from.
            missed.AddRange(marked.Marks
                .Where(m => m.Id == "PCB1001" && !found.Contains(m.Span) && !IsCodeMember(marked.Text.AsSpan(m.Span.Start, m.Span.Length)))
                .Select(m => $"{routingCase}: {marked.Text.Substring(m.Span.Start, m.Span.Length)}"));
        }

        Assert.Empty(missed);
    }

    private static bool IsCodeMember(ReadOnlySpan<char> expression) => expression is "Code" || expression.EndsWith(".Code");
}
