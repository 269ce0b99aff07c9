using System.Collections.Immutable;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;

namespace ProloCodebook.Tests.Exemptions;

/// <summary>What cannot bill (R4): the case tables in Exemptions/Cases mark what remains, and the options are tried on, off and missing.</summary>
public sealed class ExemptionTests
{
    private const string Audit = """
        namespace Contoso { public class Audit { public Audit(string text) { } public void Note(string text) { } public string Last { get; set; } public string this[string key] => key; public static void Other(string text) { } } public class Deep : Audit { public Deep() : base("x") { } } }
        """;

    private static readonly Dictionary<string, RoutingCase> s_cases = CaseFile.ReadFolder("Exemptions/Cases").ToDictionary(c => c.ToString());

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Case(string name) => s_cases[name].Project.VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    [Theory]
    [InlineData("true")]
    [InlineData(" True ")]
    public async Task Nothing_bills_in_a_test_project(string value)
        => await Project("class C { string code = \"M0076\"; }", "IsTestProject", value).VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    [InlineData("yes")]
    public async Task Any_other_project_may_bill(string value)
        => await Project("class C { string code = {|REF:\"M0076\"|}; }", "IsTestProject", value).VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    [Theory]
    [InlineData("Audit.Note")]
    [InlineData("Contoso.Audit.Note")]
    [InlineData("  Other.Thing , Contoso.Audit.Note, Some.More ")]
    [InlineData("X.Y Audit.Note")]
    [InlineData("Audit.*")]
    [InlineData("M:Contoso.Audit.Note(System.String)")]
    [InlineData("Note")]
    [InlineData("Audit.Note(string, int)")]
    public Task Exempt_calls_are_named_in_the_editorconfig(string names)
        => Exempting(names, "class C { void M(Contoso.Audit a) { a.Note(\"M0076\"); a.Note($\"HC:M0076:{a}\"); a.Note(\"x\" + a + CodeText.HcpcsM0076); } }");

    [Theory]
    [InlineData("")]
    [InlineData("Audit.Not")]
    [InlineData("udit.Note")]
    [InlineData("Fabrikam.Audit.Note")]
    [InlineData("Contoso.Note")]
    [InlineData("audit.note")]
    [InlineData(",;")]
    public Task Other_names_exempt_nothing(string names)
        => Exempting(names, "class C { void M(Contoso.Audit a) { a.Note({|REF:\"M0076\"|}); } }");

    [Fact]
    public Task A_missing_option_exempts_nothing()
        => new TestProject("class C { void M(Contoso.Audit a) { a.Note({|REF:\"M0076\"|}); } }") { OtherFiles = [("Audit.cs", Audit), (CasePrelude.FileName, CasePrelude.Source)] }
            .VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    [Theory]
    [InlineData("Audit.Audit", "new Contoso.Audit(\"M0076\")")]
    [InlineData("Audit..ctor", "new Contoso.Audit(\"M0076\")")]
    [InlineData("Audit.this", "new Contoso.Deep()[\"M0076\"]")]
    [InlineData("Audit.Other", "Contoso.Audit.Other(\"M0076\")")]
    [InlineData("Audit.Last", "new Contoso.Deep().Last = \"M0076\"")]
    public Task Constructors_indexers_statics_and_setters_can_be_named(string names, string call)
        => Exempting(names, $"class C {{ void M() {{ {(call.StartsWith("new Contoso.Deep()[", StringComparison.Ordinal) ? "_ = " : "")}{call}; }} }}");

    [Fact]
    public Task An_exempt_interface_method_exempts_its_implementations()
        => Exempting("ISink.Write", """
            interface ISink { void Write(string text); }
            class Sink : ISink { public void Write(string text) { } public void Send(string text) { } }
            class C { void M(Sink s, ISink i) { s.Write("M0076"); i.Write("M0076"); s.Send({|REF:"M0076"|}); } }
            """);

    [Fact]
    public async Task The_generators_own_types_are_exempt_also_where_generated_code_is_analysed()
    {
        var project = new TestProject("") { EditorConfig = "prolocodebook.analyze_generated_code = true", OtherFiles = [("Other.g.cs", "class Other { public string Code = \"M0076\"; }")] };

        var reported = await project.AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All), new IgnoredDecisionAnalyzer());

        Assert.Equal(EditorConfigOptions.Directory + "Other.g.cs", Assert.Single(reported).Location.SourceTree!.FilePath);
    }

    [Fact]
    public Task Code_between_the_reference_and_the_exempt_call_may_bill()
        => Exempting("Audit.Note", "class C { string F(string c) => c; void M(Contoso.Audit a) { a.Note(F({|REF:\"M0076\"|})); string s = {|REF:\"M0076\"|}; a.Note(s); a.Note(string.Concat(\"M0076\", \"x\")); } }");

    private static Task Exempting(string names, string source)
        => new TestProject(source)
        {
            EditorConfig = "prolocodebook.exempt_calls = " + names,
            OtherFiles = [("Audit.cs", Audit), (CasePrelude.FileName, CasePrelude.Source)],
        }.VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    private static TestProject Project(string source, string property, string value)
        => new(source) { BuildProperties = ImmutableDictionary<string, string>.Empty.Add(property, value) };
}
