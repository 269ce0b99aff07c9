using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Tests.Fuzzing;

/// <summary>The free texts of a policy: all that its author writes and that no other part refers to.</summary>
internal static class PolicyTexts
{
    /// <param name="inNames">The names of services too, which are sorted and taken apart in the generated code.</param>
    public static PayerPolicy Replace(PayerPolicy policy, Func<string, string> change, bool inNames)
    {
        return policy with
        {
            Title = change(policy.Title),
            Revision = change(policy.Revision),
            Sections = policy.Sections.Select(section => section with { Heading = change(section.Heading) }).ToEquatableArray(),
            Codes = policy.Codes.Select(code => code with { Description = change(code.Description), Citations = Citations(code.Citations) }).ToEquatableArray(),
            Services = policy.Services.Select(service => service with { Title = change(service.Title), Citations = Citations(service.Citations), Names = inNames ? service.Names.Append(new PolicyTerm(change(service.Title), default)).ToEquatableArray() : service.Names }).ToEquatableArray(),
            Payers = policy.Payers.Select(payer => payer with { Title = change(payer.Title), Citations = Citations(payer.Citations) }).ToEquatableArray(),
            Agents = policy.Agents.Select(agent => agent with { Name = change(agent.Name), Citations = Citations(agent.Citations) }).ToEquatableArray(),
            Products = policy.Products.Select(product => product with { Name = change(product.Name), Citations = Citations(product.Citations) }).ToEquatableArray(),
            Statements = policy.Statements.Select(statement => statement with { Text = change(statement.Text), Citations = Citations(statement.Citations) }).ToEquatableArray(),
            NotStated = policy.NotStated.Select(absence => absence with { Text = change(absence.Text) }).ToEquatableArray(),
            Rules = policy.Rules.Select(rule => rule with { Reason = change(rule.Reason) }).ToEquatableArray(),
        };

        EquatableArray<PolicyCitation> Citations(EquatableArray<PolicyCitation> citations)
            => citations.Select(citation => citation with { Quote = change(citation.Quote) }).ToEquatableArray();
    }
}
