using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable itself: from a code's number to the policy that decides about it.</summary>
internal static class PolicyTableEmitter
{
    public static string Emit(Target target, Codebook codebook, IReadOnlyList<PolicyClass> policies) => target.File(writer =>
    {
        writer.Summary("The policies as the evaluator reads them. An implementation detail: use <see cref=\"PolicyEvaluator\"/> and <see cref=\"PolicyFacts\"/>.");
        writer.Write("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Write(target.GeneratedType);
        using (writer.Begin("internal static partial class PolicyTable"))
        {
            writer.Write($$"""
                /// <summary>The ruling about every code that no policy lists.</summary>
                internal static readonly Ruling NotListed = new Ruling(
                    Outcome.NotGoverned,
                    {{Literal.Of(Names(policies, policy => policy.Policy.Id))}},
                    {{Literal.Of(Names(policies, policy => policy.Policy.Revision))}},
                    {{Literal.Of(RevisionPicker.HashOf(policies))}},
                    new PolicyReason({{Literal.Of(PolicyInterpreter.NoPolicy)}}, "No policy lists this code.", new PolicyCitation[0]),
                    new MissingInformation[0],
                    new PolicyStatement[0]);

                """);
            WriteDecide(writer, target, codebook, policies);
            writer.Line();
            WriteStatements(writer, policies);
        }
    });

    // All of them were asked, and none lists the code. A log line must not name a thousand, and the hash tells them exactly.
    private static string Names(IReadOnlyList<PolicyClass> policies, Func<PolicyClass, string> name)
    {
        const int Most = 8;
        var names = policies.Select(name).Distinct(StringComparer.Ordinal).ToList();
        return string.Join("+", names.Take(Most)) + (names.Count > Most ? "+…" : "");
    }

    private static void WriteStatements(SourceWriter writer, IReadOnlyList<PolicyClass> policies)
    {
        using (writer.Begin("internal static global::System.Collections.Generic.IReadOnlyList<PolicyStatement> AllStatements()"))
        {
            writer.Write("global::System.Collections.Generic.List<PolicyStatement> all = new global::System.Collections.Generic.List<PolicyStatement>();");
            foreach (var policy in policies)
            {
                writer.Write($"all.AddRange({policy.Name}.Statements.All);");
            }

            writer.Write("return new global::System.Collections.ObjectModel.ReadOnlyCollection<PolicyStatement>(all);");
        }
    }

    private static void WriteDecide(SourceWriter writer, Target target, Codebook codebook, IReadOnlyList<PolicyClass> policies)
    {
        var kinds = new List<string>();
        var kindOfCode = new List<int>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var deciding = policies
            .SelectMany(policy => policy.Policy.Codes.Select(code => (Policy: policy, Code: code)))
            .GroupBy(item => item.Code.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var revisions = new RevisionPicker();
        foreach (var code in codebook.ByNumber)
        {
            var listing = deciding[code.Code.Value];
            var call = listing.Count == 1 && !RevisionPicker.IsNeeded(listing[0].Policy.Policy)
                ? Call(listing[0].Policy, listing[0].Code)
                : revisions.Call([.. listing.Select(item => (item.Policy, Call(item.Policy, item.Code)))]);
            if (!numbers.TryGetValue(call, out var kind))
            {
                kind = kinds.Count;
                numbers.Add(call, kind);
                kinds.Add(call);
            }

            kindOfCode.Add(kind);
        }

        var parameters = $", Payer payer, string{target.Q} description, global::System.DateTime? serviceDate, Injected{target.Q} injected";
        const string Arguments = ", payer, description, serviceDate, injected";
        if (codebook.Buckets is null)
        {
            if (Target.IsSmall(kindOfCode.Count))
            {
                writer.Write(Target.Inlined);
            }

            new ChunkedSwitch("internal static", "Ruling", "Decide", parameters, Arguments)
                .Write(writer, kindOfCode.Select((kind, code) => (code, kinds[kind])), "NotListed");
        }
        else
        {
            writer.Write("// Codes of the same kind are decided about by the same call.");
            CodeColumn.WriteArray(writer, "ushort", "Kinds", kindOfCode.Select(Literal.Of));
            writer.Line();
            using (writer.Begin($"internal static Ruling Decide(int number{parameters})"))
            {
                writer.Write($"return DecideKind(Kinds[number], number{Arguments});");
            }

            writer.Line();
            new ChunkedSwitch("private static", "Ruling", "DecideKind", ", int code" + parameters, ", code" + Arguments)
                .Write(writer, kinds.Select((call, kind) => (kind, call.Replace("(number, ", "(code, "))), "NotListed");
        }

        revisions.Write(writer, target);
    }

    private static string Call(PolicyClass policy, PolicyCode code)
        => code.Service is { } service && policy.Policy.Services.Any(item => item.Id == service)
            ? $"{policy.Name}.{policy.Row(service)}"
            : $"{policy.Name}.{policy.ForDescription("number")}";
}
