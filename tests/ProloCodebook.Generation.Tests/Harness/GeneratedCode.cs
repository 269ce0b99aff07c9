using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using ProloCodebook.Generation.Emission;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>The code generated for some policies, compiled and loaded.</summary>
internal sealed class GeneratedCode
{
    private readonly Assembly _assembly;
    private readonly Type _payer;
    private readonly Type _agent;
    private readonly Type _product;
    private readonly MethodInfo _evaluateText;
    private readonly MethodInfo _evaluateLine;
    private readonly ConstructorInfo _line;

    private GeneratedCode(Assembly assembly, string name)
    {
        _assembly = assembly;
        _payer = Type("Payer", name);
        _agent = Type("Agent", name);
        _product = Type("Product", name);
        var evaluator = Type("PolicyEvaluator", name);
        var line = Type("ServiceLine", name);
        _evaluateText = evaluator.GetMethod("Evaluate", [typeof(string), _payer, typeof(string)])!;
        _evaluateLine = evaluator.GetMethod("Evaluate", [line])!;
        _line = line.GetConstructors().Single(constructor => constructor.GetParameters()[0].ParameterType == typeof(string));
    }

    public Assembly Assembly => _assembly;

    public static IReadOnlyList<(string Path, string Text)> Emit(IEnumerable<PayerPolicy> policies, ConsumerTarget? consumer = null, string name = "ProloCodebook", bool isPublic = false)
    {
        consumer ??= ConsumerTarget.Net100;
        var target = new Target(name, isPublic, consumer.Language >= Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp8, HasJson: consumer.IsNullable);
        return [.. CodebookEmitter.Fixed(target)
            .Concat(CodebookEmitter.OfPolicies(target, policies.ToEquatableArray()))
            .Select(file => (file.HintName, file.Text))];
    }

    /// <summary>Compiles and loads; what users write beside the generated code may be added.</summary>
    public static GeneratedCode Load(IEnumerable<PayerPolicy> policies, params string[] userCode)
    {
        var files = Emit(policies, isPublic: true).Concat(userCode.Select((text, number) => ($"User{number}.cs", text)));
        return Load(ConsumerTarget.Net100.Compile("Consumer", files));
    }

    public static GeneratedCode Load(Compilation compilation, string name = "ProloCodebook")
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Take(20)));
        image.Position = 0;
        return new GeneratedCode(new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image), name);
    }

    public Type Type(string type, string name = "ProloCodebook") => _assembly.GetType(name + "." + type, throwOnError: true)!;

    /// <summary>The decision as text, so that tests do not depend on the loaded types.</summary>
    public Decision Evaluate(string? code, string payer, string? description = null)
        => Read(_evaluateText.Invoke(null, [code, PayerValue(payer), description])!);

    /// <param name="agents">Names of agents; null: not given at all.</param>
    /// <param name="products">Names of products; null: not given at all.</param>
    public Decision EvaluateLine(
        string? code, string payer, string? description, DateTime? serviceDate, IReadOnlyList<string>? agents = null, IReadOnlyList<string>? products = null)
        => Read(_evaluateLine.Invoke(null, [_line.Invoke([code, PayerValue(payer), description, Values(_agent, agents), serviceDate, null, Values(_product, products)])])!);

    public object PayerValue(string payer)
        => int.TryParse(payer, out var number) ? Enum.ToObject(_payer, number) : Enum.Parse(_payer, payer);

    private static Array? Values(Type type, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return null;
        }

        var values = Array.CreateInstance(type, names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            values.SetValue(int.TryParse(names[i], out var number) ? Enum.ToObject(type, number) : Enum.Parse(type, names[i]), i);
        }

        return values;
    }

    private static Decision Read(object decision)
    {
        var reasons = Items(decision, "Reasons").ToList();
        return new Decision(
            Text(decision, "Outcome"),
            Text(decision, "Code"),
            Text(decision, "Payer"),
            Text(decision, "RuleId"),
            string.Join("|", reasons.Select(reason => Text(reason, "Text"))),
            [.. reasons.SelectMany(reason => Items(reason, "Citations")).Select(citation => (Text(citation, "Section"), Text(citation, "Quote")))],
            string.Join("|", Items(decision, "MissingInformation")),
            string.Join("|", Items(decision, "ContraryEvidence").Select(statement => Text(statement, "Id"))),
            Text(decision, "PolicyId"),
            Text(decision, "PolicyHash"),
            decision.ToString()!);
    }

    private static IEnumerable<object> Items(object value, string property)
        => ((System.Collections.IEnumerable)value.GetType().GetProperty(property)!.GetValue(value)!).Cast<object>();

    private static string Text(object value, string property) => value.GetType().GetProperty(property)!.GetValue(value)!.ToString()!;
}

/// <summary>A decision of generated code; lists are joined by <c>|</c>.</summary>
internal sealed record Decision(
    string Outcome,
    string Code,
    string Payer,
    string Rule,
    string Reason,
    IReadOnlyList<(string Section, string Quote)> CitationList,
    string Missing,
    string Contrary,
    string PolicyId,
    string PolicyHash,
    string Text)
{
    public string Citations => string.Join("|", CitationList.Select(citation => $"{citation.Section}: {citation.Quote}"));
}
