using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>All generated files, in an order that does not change.</summary>
internal static class CodebookEmitter
{
    /// <summary>The files that depend on nothing but where they go.</summary>
    public static IEnumerable<GeneratedFile> Fixed(Target target)
    {
        yield return File("ProcedureCode", ProcedureCodeEmitter.Emit(target));
        yield return File("CodeSystem", EnumEmitter.Words(target, "CodeSystem", "A system of procedure codes.", Vocabulary.CodeSystems));
        yield return File("MedicareStance", EnumEmitter.Words(target, "MedicareStance", "What Medicare states about a service.", Vocabulary.MedicareStances));
        yield return File("AgentRole", EnumEmitter.Words(target, "AgentRole", "What a policy states that an agent is used as.", Vocabulary.AgentRoles));
        yield return File("FdaStatus", EnumEmitter.Words(target, "FdaStatus", "What a policy states about an approval by the U.S. Food and Drug Administration.", Vocabulary.FdaStatuses));
        yield return File("Outcome", EnumEmitter.Words(target, "Outcome", "What a policy makes of a service line.", Vocabulary.Outcomes));
        yield return File(
            "MissingInformation",
            EnumEmitter.Words(target, "MissingInformation", "What would have to be known to decide.", [.. Vocabulary.MissingInformation.Select(missing => (missing.Name, missing.Summary))]));
        yield return File("ServiceLine", ServiceLineEmitter.Emit(target));
        yield return File("PolicyEvaluator", EvaluatorEmitter.Evaluator(target));
        yield return File("IPolicyEvaluator", EvaluatorEmitter.Interface(target));
        yield return File("PolicyDecision", DecisionEmitter.Decision(target));
        yield return File("PolicyReason", DecisionEmitter.Reason(target));
        yield return File("PolicyCitation", DecisionEmitter.Citation(target));
        yield return File("PolicyStatement", DecisionEmitter.Statement(target));
        yield return File("RoutesToPolicyAttribute", AttributeEmitter.RoutesToPolicy(target));
        yield return File("PolicyExemptAttribute", AttributeEmitter.PolicyExempt(target));
        yield return File("Json", JsonEmitter.Emit(target));
        if (target.HasJson)
        {
            yield return File("PolicyDecisionJsonConverter", JsonEmitter.Converter(target));
        }

        yield return File("Injected", InjectedEmitter.Emit(target));
        yield return File("CodeSyntax", CodeSyntaxEmitter.Emit(target));
        yield return File("Description", DescriptionMatcherEmitter.Emit(target));
    }

    /// <summary>The files that the policies fill.</summary>
    public static IEnumerable<GeneratedFile> OfPolicies(Target target, EquatableArray<PayerPolicy> policies)
    {
        var codebook = new Codebook(policies);
        var names = new UniqueNames("PolicyTable", "CodeSyntax", "CodeTable", "Description", "Injected", "Json", "Log", "Names", "Packed", "Ruling", "NotListed", "NoAgents", "NoProducts", "Kinds", "Decide", "DecideKind", "AllStatements");
        var numbers = codebook.Codes.ToDictionary(code => code.Code.Value, code => code.Number, StringComparer.Ordinal);
        var classes = policies.Select(policy => new PolicyClass(policy, names.Add(policy.Id, suffix: "Policy"), numbers)).ToList();
        yield return File("CodeText", CodeTextEmitter.Emit(target, codebook));
        yield return File("Codes", CodesEmitter.Emit(target, codebook));
        yield return File("Payer", EnumEmitter.Payer(target, codebook));
        yield return File("Agent", EnumEmitter.Agent(target, codebook));
        yield return File("Product", EnumEmitter.Product(target, codebook));
        yield return File("PolicyFacts", FactsEmitter.Emit(target, codebook, classes));
        if (codebook.Buckets is not null)
        {
            yield return File("Packed", PackedEmitter.Emit(target));
        }

        yield return File("CodeTable", CodeTableEmitter.Emit(target, codebook));
        yield return File("Ruling", RulingEmitter.Emit(target, codebook));
        yield return File("PolicyTable", PolicyTableEmitter.Emit(target, codebook, classes));
        foreach (var policy in classes)
        {
            yield return new GeneratedFile($"Policy.{policy.Name}.g.cs", PolicyEmitter.Emit(target, codebook, policy));
        }
    }

    private static GeneratedFile File(string type, string text) => new(type + ".g.cs", text);
}
