namespace ProloCodebook.Policy;

/// <summary>What the policies of one compilation share: codes, of which each belongs to one policy, and the members of the generated enums.</summary>
internal static class SharedNames
{
    /// <summary>Reports ids that differ in hyphens alone, which would be one name in the generated code, and leaves out the later one.</summary>
    public static List<PayerPolicy> WithoutClashingIds(IReadOnlyList<PayerPolicy> files, List<PayerPolicy> policies, List<PolicySetProblem> problems)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        return policies.FindAll(policy =>
        {
            var name = policy.Id.Replace("-", string.Empty);
            if (!seen.TryGetValue(name, out var first))
            {
                seen.Add(name, first = policy.Id);
            }

            if (first != policy.Id)
            {
                problems.Add(new PolicySetProblem(PolicyProblemKinds.Identifier.Id, $"The policies '{first}' and '{policy.Id}' differ in hyphens alone; in the generated code they would have one name. Rename one.", IndexOf(files, policy), "id"));
            }

            return first == policy.Id;
        });
    }

    /// <summary>Reports codes that two policies list, and leaves them with the first.</summary>
    public static List<PayerPolicy> WithoutRepeatedCodes(IReadOnlyList<PayerPolicy> files, List<PayerPolicy> policies, List<PolicySetProblem> problems)
    {
        var owners = new Dictionary<string, PayerPolicy>(StringComparer.Ordinal);
        var result = new List<PayerPolicy>();
        foreach (var policy in policies)
        {
            var kept = new List<PolicyCode>();
            foreach (var code in policy.Codes)
            {
                if (!owners.TryGetValue(code.Value, out var owner))
                {
                    owners.Add(code.Value, owner = policy);
                }

                if (owner.Id == policy.Id)
                {
                    kept.Add(code);
                    continue;
                }

                var message = $"The policies '{owner.Id}' and '{policy.Id}' both list the code {code.Value}; a line with it would have two decisions. Remove it from one, or make one an overlay ('refines') of the other.";
                problems.Add(new PolicySetProblem(PolicyProblemKinds.RepeatedCode.Id, message, IndexOf(files, owner), $"codes/{code.Value}"));
                problems.Add(new PolicySetProblem(PolicyProblemKinds.RepeatedCode.Id, message, IndexOf(files, policy), $"codes/{code.Value}"));
            }

            result.Add(kept.Count == policy.Codes.Count ? policy : policy with { Codes = kept.ToEquatableArray() });
        }

        return result;
    }

    /// <summary>Reports members of the generated enums that two policies define in different ways.</summary>
    public static void Check(IReadOnlyList<PayerPolicy> files, List<PayerPolicy> policies, List<PolicySetProblem> problems)
    {
        CheckMembers("agents", policy => policy.Agents.Select(agent => (agent.Id, What: $"{agent.Name}, FDA status {agent.FdaStatus}")));
        CheckMembers("products", policy => policy.Products.Select(product => (product.Id, What: $"{product.Name} with {product.Agent}, FDA status {product.FdaStatus}")));
        CheckMembers("payers", policy => policy.Payers.Select(payer => (payer.Id, What: string.Empty)));

        void CheckMembers(string folder, Func<PayerPolicy, IEnumerable<(string Id, string What)>> membersOf)
        {
            var seen = new Dictionary<string, (string Id, string What, PayerPolicy Policy)>(StringComparer.OrdinalIgnoreCase);
            foreach (var policy in policies)
            {
                foreach (var (id, what) in membersOf(policy))
                {
                    if (!seen.TryGetValue(id, out var first))
                    {
                        seen.Add(id, (id, what, policy));
                    }
                    else if ((first.Id != id || first.What != what) && first.Policy != policy)
                    {
                        var message = first.Id != id
                            ? $"'{id}' here and '{first.Id}' in policy '{first.Policy.Id}' differ in case alone; in the generated code they would be mistaken for each other. Rename one."
                            : $"'{id}' is {what} here, but {first.What} in policy '{first.Policy.Id}'; the generated code has one member of that name. Make them the same, or rename one.";
                        problems.Add(new PolicySetProblem(PolicyProblemKinds.Identifier.Id, message, IndexOf(files, policy), $"{folder}/{id}"));
                    }
                }
            }
        }
    }

    private static int IndexOf(IReadOnlyList<PayerPolicy> files, PayerPolicy policy)
    {
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Id == policy.Id && files[i].Revision == policy.Revision && files[i].Refines is null)
            {
                return i;
            }
        }

        return 0;
    }
}
