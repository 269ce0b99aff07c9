using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ProloCodebook.Policy;

/// <summary>The fingerprint of a policy's meaning: every value of the model in a fixed order, each with its length before it, then the source text.</summary>
internal static class PolicyHash
{
    /// <param name="source">The source text; its line ends count as LF, a byte order mark for nothing. Null where there is none.</param>
    public static string Of(PayerPolicy policy, string? source)
    {
        var canonical = new StringBuilder();
        void Add(string? value)
        {
            // The length keeps "ab" + "c" apart from "a" + "bc"; a value that is not there is apart from an empty one.
            canonical.Append(value is null ? "-" : value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value).Append('\n');
        }

        void AddEach<T>(EquatableArray<T> items, Action<T> add)
            where T : IEquatable<T>
        {
            Add(items.Count.ToString(CultureInfo.InvariantCulture));
            foreach (var item in items)
            {
                add(item);
            }
        }

        void AddFlag(bool flag) => Add(flag ? "true" : "false");

        void AddCitations(EquatableArray<PolicyCitation> citations) => AddEach(citations, citation =>
        {
            Add(citation.Section);
            Add(citation.Quote);
        });

        Add(PolicyFormat.SchemaVersion);
        Add(policy.Id);
        Add(policy.Title);
        Add(policy.Revision);
        Add(policy.Refines);
        Add(policy.EffectiveFrom);
        Add(policy.EffectiveTo);
        AddEach(policy.Sections, section =>
        {
            Add(section.Id);
            Add(section.Heading);
            AddFlag(section.IsCriteria);
        });
        AddEach(policy.Codes, code =>
        {
            Add(code.Value);
            Add(code.System);
            Add(code.Description);
            Add(code.Service);
            AddCitations(code.Citations);
        });
        AddEach(policy.Services, service =>
        {
            Add(service.Id);
            Add(service.Title);
            AddFlag(service.IsRelated);
            AddEach(service.Names, name =>
            {
                Add(name.Text);
                AddCitations(name.Citations);
            });
            AddCitations(service.Citations);
        });
        AddEach(policy.Payers, payer =>
        {
            Add(payer.Id);
            Add(payer.Title);
            Add(payer.Stance);
            Add(payer.Like);
            AddCitations(payer.Citations);
        });
        AddEach(policy.Agents, agent =>
        {
            Add(agent.Id);
            Add(agent.Name);
            Add(agent.Role);
            AddEach(agent.CombinedWith, Add);
            Add(agent.FdaStatus);
            AddCitations(agent.Citations);
        });
        AddEach(policy.Products, product =>
        {
            Add(product.Id);
            Add(product.Name);
            Add(product.Agent);
            Add(product.Form);
            Add(product.FdaStatus);
            AddCitations(product.Citations);
        });
        AddEach(policy.Statements, statement =>
        {
            Add(statement.Id);
            Add(statement.Kind);
            Add(statement.Text);
            Add(statement.Population);
            AddCitations(statement.Citations);
        });
        AddEach(policy.NotStated, absence =>
        {
            Add(absence.Id);
            Add(absence.Text);
        });
        AddEach(policy.Rules, rule =>
        {
            Add(rule.Id);
            AddEach(rule.Services, Add);
            AddEach(rule.Payers, Add);
            AddEach(rule.Agents, Add);
            AddEach(rule.Products, Add);
            Add(rule.Outcome);
            Add(rule.Reason);
            AddEach(rule.Cites, Add);
            AddEach(rule.Contrary, Add);
            AddEach(rule.Missing, Add);
            AddFlag(rule.Loosens);
        });
        Add(source?.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n'));
        return OfText(canonical.ToString());
    }

    /// <summary>The fingerprint of an overlay's result: that of the policy and those of the overlays, in order.</summary>
    public static string Of(IEnumerable<string> hashes) => OfText(string.Join("\n", hashes));

    private static string OfText(string text)
    {
        using var sha = SHA256.Create();
        var hexadecimal = new StringBuilder(64);
        foreach (var octet in sha.ComputeHash(Encoding.UTF8.GetBytes(text)))
        {
            hexadecimal.Append(octet.ToString("x2", CultureInfo.InvariantCulture));
        }

        return hexadecimal.ToString();
    }
}
