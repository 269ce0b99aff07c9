using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Rules;

public sealed class PolicySymbolsTests
{
    private const string Usings = "using System; using System.Threading.Tasks; using ProloCodebook;\n";

    [Theory]
    // What the contract names.
    [InlineData("PolicyEvaluator.Evaluate(\"x\", Payer.Medicare)", "code")]
    [InlineData("PolicyEvaluator.Evaluate(\"x\", Payer.Medicare, \"description\")", "code")]
    [InlineData("PolicyEvaluator.Evaluate(Codes.HcpcsM0076, Payer.Medicare)", "code")]
    [InlineData("PolicyEvaluator.Evaluate(default(ServiceLine))", "line")]
    [InlineData("PolicyEvaluator.Instance.Evaluate(\"x\", Payer.Medicare)", "code")]
    [InlineData("new Mine().Evaluate(\"x\", Payer.Medicare)", "code")]
    // [RoutesToPolicy]
    [InlineData("On.Parameter(\"x\", \"y\")", "a")]
    [InlineData("On.Method(\"x\", \"y\")", "a b")]
    [InlineData("\"x\".OnExtension(\"y\")", "a")]
    [InlineData("On.Generic<string>(\"x\")", "a")]
    [InlineData("new Derived().Virtual(\"x\", \"y\")", "b")]
    [InlineData("new Implicit().Check(1, \"y\")", "code")]
    [InlineData("((IChecker)new Explicit()).Check(1, \"y\")", "code")]
    [InlineData("On.Delegate(\"x\")", "code")]
    [InlineData("On.Partial(\"x\")", "a")]
    // Neither.
    [InlineData("On.Nothing(\"x\")", null)]
    [InlineData("new Explicit().Check(1, \"y\")", null)]
    [InlineData("Other.PolicyEvaluator.Evaluate(\"x\")", null)]
    [InlineData("ProcedureCode.Parse(\"x\")", null)]
    [InlineData("PolicyEvaluator.Instance.ToString()", null)]
    [InlineData("string.Concat(\"x\", \"y\")", null)]
    public void Evaluator_calls_and_their_code_parameters(string call, string? parameters)
        => Assert.Equal(parameters, CodeParameters(call));

    [Theory]
    [InlineData("On.Nothing", "On.Nothing(\"x\")", "a")]
    [InlineData("Gateway.Check", "new Gateway().Check(1, \"text\", \"x\")", "procedure")]
    [InlineData("Company.Gateway.Check", "new Gateway().Check(1, \"text\", \"x\")", null)]
    [InlineData("Gateway.Submit", "new Gateway().Submit(\"x\", \"y\")", "first")]
    [InlineData("Gateway.Submit", "new Gateway().Check(1, \"text\", \"x\")", null)]
    [InlineData("", "On.Nothing(\"x\")", null)]
    [InlineData("Gateway.Zip", "new Gateway().Zip(\"x\", \"y\")", "item")]
    public void The_editorconfig_names_further_evaluators(string option, string call, string? parameters)
        => Assert.Equal(parameters, CodeParameters(call, "prolocodebook.evaluators = " + option));

    [Theory]
    [InlineData("new ServiceLine(\"x\", Payer.Medicare, \"y\")", "code")]
    [InlineData("new ServiceLine(Codes.HcpcsM0076, Payer.Medicare)", "code")]
    [InlineData("new Mine()", "")]
    [InlineData("new string('x', 1)", "")]
    public void A_service_line_takes_a_code(string creation, string parameters)
    {
        var (compilation, options) = Compile($"_ = {creation};", "");
        var symbols = new PolicySymbols(options);
        var constructor = Operations<IObjectCreationOperation>(compilation).Single().Constructor!;

        Assert.Equal(parameters, string.Join(" ", constructor.Parameters.Where(p => symbols.IsCodeParameter(p)).Select(p => p.Name)));
        Assert.False(symbols.IsEvaluatorCall(constructor));
    }

    [Theory]
    [InlineData("ProloCodebook", null, true)]
    [InlineData("ProloCodebook", "", true)]
    [InlineData("ProloCodebook", " ", true)]
    [InlineData("Contoso.Policies", "Contoso.Policies", true)]
    [InlineData("Contoso.Policies", "Policies", false)]
    [InlineData("Contoso.Policies", "Contoso", false)]
    [InlineData("Contoso.Policies", "AContoso.Policies", false)]
    [InlineData("Contoso.Policies", null, false)]
    [InlineData("Other", "ProloCodebook", false)]
    public void Unsigned_types_are_known_by_the_configured_namespace(string @namespace, string? configured, bool known)
    {
        var project = new TestProject($"namespace {@namespace} {{ class PolicyEvaluator {{ class PolicyDecision {{ }} }} struct ProcedureCode {{ }} }}") { Contract = "" };
        if (configured is not null)
        {
            project = project with { BuildProperties = ImmutableDictionary<string, string>.Empty.Add("ProloCodebookNamespace", configured) };
        }

        var symbols = new PolicySymbols(project.Options);
        var evaluator = project.Compile().GetTypeByMetadataName(@namespace + ".PolicyEvaluator")!;

        Assert.Equal(known ? PolicyType.Evaluator : PolicyType.None, symbols.TypeOf(evaluator));
        Assert.Equal(PolicyType.None, symbols.TypeOf(evaluator.GetTypeMembers().Single()));
    }

    [Fact]
    public void Signed_types_are_known_in_any_namespace()
    {
        const string source = """
            namespace Anywhere
            {
                [System.CodeDom.Compiler.GeneratedCode("ProloCodebook", "1.2")] class PolicyDecision { }
                [System.CodeDom.Compiler.GeneratedCode("Other", "1.2")] class ProcedureCode { }
                class Codes { }
            }
            """;
        var compilation = new TestProject(source) { Contract = "" }.Compile();
        var symbols = new PolicySymbols();

        Assert.Equal(PolicyType.Decision, symbols.TypeOf(compilation.GetTypeByMetadataName("Anywhere.PolicyDecision")));
        Assert.Equal(PolicyType.None, symbols.TypeOf(compilation.GetTypeByMetadataName("Anywhere.ProcedureCode")));
        Assert.Equal(PolicyType.None, symbols.TypeOf(compilation.GetTypeByMetadataName("Anywhere.Codes")));
        Assert.Equal(PolicyType.None, symbols.TypeOf(null));
    }

    [Theory]
    [InlineData("PolicyDecision", true, false)]
    [InlineData("PolicyDecision?", true, false)]
    [InlineData("Task<PolicyDecision>", false, true)]
    [InlineData("ValueTask<PolicyDecision>", false, true)]
    [InlineData("Task<PolicyDecision?>", false, true)]
    [InlineData("Task", false, false)]
    [InlineData("Task<string>", false, false)]
    [InlineData("PolicyDecision[]", false, false)]
    [InlineData("Outcome", false, false)]
    public void Decisions_and_their_tasks(string type, bool isDecision, bool isTask)
    {
        var compilation = new TestProject(Usings + $"class C {{ {type} Field; }}").Compile();
        var field = ((IFieldSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("Field").Single()).Type;
        var symbols = new PolicySymbols();

        Assert.Equal(isDecision, symbols.IsDecision(field));
        Assert.Equal(isTask, symbols.IsDecisionTask(field));
    }

    private static string? CodeParameters(string call, string editorConfig = "")
    {
        var (compilation, options) = Compile($"{(call.EndsWith("ToString()", StringComparison.Ordinal) ? "_ = " : "")}{call};", editorConfig);
        var symbols = new PolicySymbols(options);
        var invocation = Operations<IInvocationOperation>(compilation).First();
        var tree = invocation.Syntax.SyntaxTree;
        Assert.Equal(invocation.TargetMethod.Parameters.Any(p => symbols.IsCodeParameter(p, tree)), symbols.IsEvaluatorCall(invocation.TargetMethod, tree));
        return symbols.IsEvaluatorCall(invocation.TargetMethod, tree)
            ? string.Join(" ", invocation.TargetMethod.Parameters.Where(p => symbols.IsCodeParameter(p, tree)).Select(p => p.Name))
            : null;
    }

    private static (Compilation Compilation, EditorConfigOptions Options) Compile(string statement, string editorConfig)
    {
        var project = new TestProject(Usings + $$"""
            class C { void M() { {{statement}} } }
            class Mine : IPolicyEvaluator { public PolicyDecision Evaluate(ServiceLine line) => default; public PolicyDecision Evaluate(string code, Payer payer, string description = null) => default; public PolicyDecision Evaluate(ProcedureCode code, Payer payer, string description = null) => default; }
            delegate void Checking([RoutesToPolicy] string code);
            static partial class On
            {
                public static void Parameter([RoutesToPolicy] string a, string b) { }
                [RoutesToPolicy] public static void Method(string a, string b) { }
                public static void OnExtension([RoutesToPolicy] this string a, string b) { }
                public static void Generic<T>([RoutesToPolicy] T a) { }
                public static Checking Delegate;
                public static partial void Partial([RoutesToPolicy] string a);
                public static partial void Partial(string a) { }
                public static void Nothing(string a) { }
            }
            class Base { public virtual void Virtual(string a, [RoutesToPolicy] string b) { } }
            class Middle : Base { public override void Virtual(string a, string b) { } }
            class Derived : Middle { public override void Virtual(string a, string b) { } }
            interface IChecker { void Check(int id, [RoutesToPolicy] string code); }
            class Implicit : IChecker { public void Check(int id, string code) { } }
            class Explicit : IChecker { void IChecker.Check(int id, string code) { } public void Check(int id, string code) { } }
            class Gateway { public void Check(int id, string text, string procedure) { } public void Submit(string first, string second) { } public void Zip(string item, string zipCode) { } }
            namespace Other { static class PolicyEvaluator { public static void Evaluate(string code) { } } }
            """)
        {
            EditorConfig = editorConfig,
        };
        return (project.Compile(), project.Options);
    }

    private static IEnumerable<T> Operations<T>(Compilation compilation)
        where T : IOperation
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith(TestProject.SourceFileName, StringComparison.Ordinal));
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
        return compilation.GetSemanticModel(tree).GetOperation(method)!.DescendantsAndSelf().OfType<T>();
    }
}
