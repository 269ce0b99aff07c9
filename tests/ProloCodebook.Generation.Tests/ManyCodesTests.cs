using ProloCodebook.Generation.Emission;
using ProloCodebook.Generation.Tests.Harness;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests;

/// <summary>Codebooks that are too large for a switch: the look-up is a hash table.</summary>
public sealed class ManyCodesTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(257)]
    [InlineData(3_000)]
    public void Every_code_is_found_and_no_other(int count)
    {
        var policies = Policies(count, codesOfEach: 50);
        var set = PolicySet.Merge(policies);
        Assert.Empty(set.Problems);
        var code = GeneratedCode.Load(set.Policies);
        var listed = set.Policies.SelectMany(policy => policy.Codes.Select(item => (policy.Id, item))).ToDictionary(item => item.item.Value);
        Assert.Equal(count, listed.Count);
        foreach (var (policy, item) in listed.Values)
        {
            var decision = code.Evaluate($" hc:{item.Value.ToLowerInvariant()}:59", "Medicare", "prolotherapy");
            Assert.Equal((policy, item.Value, "NotCovered"), (decision.PolicyId, decision.Code, decision.Outcome));
        }

        foreach (var other in Enumerable.Range(0, 2_000).Select(number => "Z" + number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)).Concat(["", "A", "A00000", "A000", "99999", "00000000000000000000"]))
        {
            Assert.Equal(listed.ContainsKey(other), code.Evaluate(other, "Medicare", "prolotherapy").Outcome != "NotGoverned");
        }

        // Facts by code: each has its own, from the first of an array to the last.
        var parse = code.Type("ProcedureCode").GetMethod("Parse")!;
        var facts = code.Type("PolicyFacts");
        foreach (var (_, item) in listed.Values)
        {
            var value = parse.Invoke(null, [item.Value])!;
            Assert.Equal((item.Description, item.System.ToUpperInvariant()), (value.GetType().GetProperty("Description")!.GetValue(value), value.GetType().GetProperty("System")!.GetValue(value)!.ToString()!.ToUpperInvariant()));
            Assert.Equal(item.Service is null ? "NotStated" : "NotCovered", Fact("MedicareStanceOf", value).ToString());
            Assert.Equal(item.Service is null ? [] : ["\"9: \"words\" of it\" (HCPCS Description)", "\"12\" (Coding)"], Citations(value));
        }

        var notListed = parse.Invoke(null, ["Z9999"])!;
        Assert.Equal("", notListed.GetType().GetProperty("Description")!.GetValue(notListed));
        Assert.Equal("NotStated", Fact("MedicareStanceOf", notListed).ToString());
        Assert.Empty(Citations(notListed));

        var describedByItself = listed.Values.First(item => item.item.Service is null).item;
        Assert.Equal("InformationNeeded", code.Evaluate(describedByItself.Value, "Medicare", describedByItself.Description).Outcome);

        object Fact(string name, object about) => facts.GetMethod(name, [about.GetType()])!.Invoke(null, [about])!;
        IEnumerable<string?> Citations(object about) => ((System.Collections.IEnumerable)Fact("CitationsOf", about)).Cast<object>().Select(citation => citation.ToString());
    }

    [Fact]
    public void The_arrays_of_many_codes_compile_without_a_warning_for_every_consumer()
    {
        foreach (var consumer in ConsumerTarget.All)
        {
            var diagnostics = consumer.Compile("Consumer", GeneratedCode.Emit(Policies(300, codesOfEach: 50), consumer, isPublic: true)).GetDiagnostics();
            Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden).Select(diagnostic => $"{consumer}: {diagnostic}"));
        }
    }

    [Fact]
    public void A_table_of_a_hundred_million_combinations_stays_small_in_the_generated_code()
    {
        // Each agent by another rule, and two payers and two services apart: everything else shares its code.
        static EquatableArray<T> Many<T>(Func<int, T> make)
            where T : IEquatable<T>
            => Enumerable.Range(0, 500).Select(make).ToEquatableArray();
        PolicyRule Rule(string id, string outcome, string[] services, string[] payers, string[] agents)
            => new(id, new(services), new(payers), outcome, id, default, default, agents.Contains("Unknown") ? new([Missing.Agents]) : default, Agents: new(agents));
        var packaged = TestPolicies.Prolotherapy;
        var policy = packaged with
        {
            Services = packaged.Services.Take(1).Concat(Many(i => new PolicyService("s" + i, "Service " + i, false, new([new PolicyTerm($"name{i}x", default)]), default))).ToEquatableArray(),
            Payers = packaged.Payers.Concat(Many(i => new PolicyPayer("P" + i, "x", "NotStated", default))).ToEquatableArray(),
            Agents = Many(i => new PolicyAgent("A" + i, "x", "NotStated", default, "NotStated", default)),
            Products = default,
            Rules = new([
                Rule("special", Outcome.NotCovered, ["s7", "s8"], ["P7", "P8"], []),
                .. Many(i => Rule("agent-" + i, Outcome.NotGoverned, [], [], ["A" + i])),
                Rule("other", Outcome.NotGoverned, [], [], ["Other"]),
                Rule("unknown", Outcome.InformationNeeded, [], [], ["Unknown"])]),
        };
        var text = string.Concat(GeneratedCode.Emit([policy]).Where(file => file.Path.StartsWith("Policy.", StringComparison.Ordinal)).Select(file => file.Text));
        Assert.True(text.Length < 1_500_000, $"{text.Length} characters");
        var code = GeneratedCode.Load([policy]);
        Assert.Equal("special", code.EvaluateLine("20999", "P8", "name7x", null, ["A3"]).Rule);
        Assert.Equal("agent-3", code.EvaluateLine("20999", "P9", "name7x", null, ["Other", "A4", "A3"]).Rule);
        Assert.Equal("agent-499", code.EvaluateLine("20999", "P8", "name9x", null, ["A499"]).Rule);
        Assert.Equal("unknown", code.EvaluateLine("20999", "Medicare", "name9x", null).Rule);
        Assert.Equal("other", code.EvaluateLine("20999", "Other", "none of them here", null, ["Other"]).Rule);
    }

    [Fact]
    public void Keys_are_different_for_different_codes()
    {
        var keys = new HashSet<ulong>();
        foreach (var code in Policies(20_000, codesOfEach: 1_000).SelectMany(policy => policy.Codes).Select(code => code.Value).Concat(["0", "00", "000", "A", "0A", "ZZZZZZZZZZZZ", "ZZZZZZZZZZZ"]))
        {
            Assert.True(CodeKey.TryPack(code, out var key) && key != 0 && keys.Add(key), code);
        }

        Assert.False(CodeKey.TryPack("", out _));
        Assert.False(CodeKey.TryPack("ZZZZZZZZZZZZZ", out _));
        Assert.False(CodeKey.TryPack("m0076", out _));
        Assert.False(CodeKey.TryPack("M 076", out _));
    }

    private static List<PayerPolicy> Policies(int count, int codesOfEach)
    {
        var policy = TestPolicies.Prolotherapy with { Agents = default, Products = default };
        return [.. Enumerable.Range(0, count)
            .Select(number => number % 5 == 0
                ? new PolicyCode((number + 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture), "CPT", "Unlisted procedure number " + number, null, default)
                : new PolicyCode((char)('A' + (number % 20)) + (number / 20).ToString("0000", System.Globalization.CultureInfo.InvariantCulture), "HCPCS", "Procedure number " + number, "prolotherapy", new([new PolicyCitation("hcpcs", "9: \"words\" of it"), new PolicyCitation("coding", "12")])))
            .Chunk(codesOfEach)
            .Select((codes, number) => policy with { Id = "policy-" + number, Codes = codes.ToEquatableArray() })];
    }
}
