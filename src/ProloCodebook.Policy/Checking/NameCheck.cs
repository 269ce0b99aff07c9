namespace ProloCodebook.Policy;

/// <summary>Names that become the same somewhere: in a description, or in the generated code.</summary>
internal static class NameCheck
{
    public static void Check(PolicyDraft draft, ProblemList problems)
    {
        var seen = new Dictionary<string, DraftName>(StringComparer.Ordinal);
        foreach (var name in draft.Names)
        {
            var letters = DescriptionWords.Join(name.Text);
            if (!seen.TryGetValue(letters, out var first))
            {
                seen.Add(letters, name);
            }
            else
            {
                var advice = first.Service == name.Service ? "Remove one of them." : "A description with it could mean either service.";
                problems.Add(PolicyProblemKinds.NameCollision, name.Span, $"'{ShortText.Of(name.Text)}' is the same name as '{ShortText.Of(first.Text)}' of service '{first.Service}' in line {first.Span.StartLine + 1}: names are compared without case, spacing, hyphens and plural. {advice}");
            }
        }

        CheckMembers("payers", draft.Payers.Select(payer => payer.Id));
        CheckMembers("agents", draft.Agents.Select(agent => agent.Id));
        CheckMembers("products", draft.Products.Select(product => product.Id));

        void CheckMembers(string folder, IEnumerable<string> ids)
        {
            var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var id in ids)
            {
                if (!members.TryGetValue(id, out var first))
                {
                    members.Add(id, id);
                }
                else
                {
                    problems.Add(PolicyProblemKinds.Identifier, draft.At($"{folder}/{id}"), $"'{id}' and '{first}' differ in case alone; in the generated code they would be mistaken for each other. Rename one.");
                }
            }
        }
    }
}
