using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;

namespace ProloCodebook.Tests.Routing;

/// <summary>What PCB1001 says of the place where a code gets away, and that the first additional location is that place.</summary>
public sealed class RoutingMessageTests
{
    [Theory]
    [InlineData("class C { void M() { var c = \"M0076\"; Bill(c); } }", "is passed to 'Bill'", "c")]
    [InlineData("class C { void M() { Bill(\"M0076\"); } }", "is passed to 'Bill'", "\"M0076\"")]
    [InlineData("class C { void M() { Console.WriteLine(\"M0076\"); } }", "is passed to 'WriteLine'", "\"M0076\"")]
    [InlineData("class C { void M() { _ = new System.Net.Mail.MailMessage(\"a\", \"M0076\"); } }", "is passed to 'new MailMessage'", "\"M0076\"")]
    [InlineData("class C { void M(IBiller b) { b.Bill(\"M0076\"); } }", "is passed to 'Bill'", "\"M0076\"")]
    [InlineData("public class C { public string M() => \"M0076\"; }", "is returned from 'M', which others can call", "\"M0076\"")]
    [InlineData("public class C { public string P => \"M0076\"; }", "is returned from 'P', which others can call", "\"M0076\"")]
    [InlineData("public class C { public string P; void M() { P = \"M0076\"; } }", "is stored in 'P', which others can read", "P")]
    [InlineData("public class C { public string P { get; set; } void M() { P = \"M0076\"; } }", "is stored in 'P', which others can read", "P")]
    [InlineData("public class C { public List<string> L; void M() { L.Add(\"M0076\"); } }", "is put into a collection that others can read", "\"M0076\"")]
    [InlineData("class C { void M(Payer p) { PolicyEvaluator.Evaluate(\"x\", p, \"M0076\"); } }", "is handed to the evaluator as 'description', not as the code", "\"M0076\"")]
    [InlineData("class C { Dictionary<string, decimal> t = new(); void M() { t[\"M0076\"] = 1m; } }", "is the key of a table", "t[\"M0076\"]")]
    [InlineData("public class C { public decimal M(string code) => code switch { \"M0076\" => 35m, _ => 0m }; }", "is the key of a table", "\"M0076\"")]
    [InlineData("class C { void M(string c) { if (c == \"M0076\") Note(\"x\"); } }", "is compared, and what matches is not evaluated on every path", "c == \"M0076\"")]
    [InlineData("class C { void M(dynamic d) { d.Bill(\"M0076\"); } }", "is passed to code that is only known at run time", "\"M0076\"")]
    [InlineData("public class C { public void M(out string c) { c = \"M0076\"; } }", "is left in 'c', which others can read", "c")]
    [InlineData("public class C { public void M(Action<string> a) { a(\"M0076\"); } }", "is passed to the delegate 'a', which can be anything", "\"M0076\"")]
    [InlineData("public abstract class C { protected abstract void Send(string c); void M() { Send(\"M0076\"); } }", "is passed to 'Send'", "\"M0076\"")]
    public async Task The_message_says_how_it_gets_away_and_the_location_where(string source, string how, string place)
    {
        var project = new TestProject(source) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] };

        var reported = Assert.Single(await project.AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All)), d => d.Id == RuleIdentifiers.UnroutedReference);

        Assert.Equal($"M0076 (Prolotherapy) {how} without the policy evaluator; evaluate it first (PolicyEvaluator.Evaluate) and act on the decision", reported.GetMessage());
        Assert.Equal("\"M0076\"", TextOf(reported.Location));
        Assert.Equal(place, TextOf(reported.AdditionalLocations[0]));
        Assert.Equal("M0076", reported.Properties[UnroutedReferenceAnalyzer.CodeProperty]);
        Assert.Equal("HcpcsM0076", reported.Properties[UnroutedReferenceAnalyzer.ConstantProperty]);
    }

    [Fact]
    public async Task The_way_is_told_backwards_each_place_once()
    {
        var project = new TestProject("class C { void M() { Send(\"M0076\"); } void Send(string a) { Deep(a); } void Deep(string b) { Bill(b); } }") { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] };

        var reported = Assert.Single(await project.AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All)), d => d.Id == RuleIdentifiers.UnroutedReference);

        Assert.Equal(["b", "a"], reported.AdditionalLocations.Select(TextOf));
    }

    private static string TextOf(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);
}
