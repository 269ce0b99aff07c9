using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation.Emission;

/// <summary>Methods of PolicyTable that pick the revision of a policy by the service date. An unknown date is asked for, never assumed.</summary>
internal sealed class RevisionPicker
{
    private readonly List<IReadOnlyList<(PolicyClass Policy, string Call)>> _methods = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>A policy that states when it is in effect.</summary>
    public static bool IsNeeded(PayerPolicy policy) => policy.EffectiveFrom is not null || policy.EffectiveTo is not null;

    /// <summary>The call that decides by the revision which is in effect; <paramref name="revisions"/> says what each of them calls.</summary>
    public string Call(IReadOnlyList<(PolicyClass Policy, string Call)> revisions)
    {
        var key = string.Join(";", revisions.Select(revision => revision.Call));
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _methods.Count;
            _numbers.Add(key, number);
            _methods.Add(revisions);
        }

        return $"ByDate{Literal.Of(number)}(number, payer, description, serviceDate, injected)";
    }

    /// <summary>Writes the methods that the calls name.</summary>
    public void Write(SourceWriter writer, Target target)
    {
        for (var number = 0; number < _methods.Count; number++)
        {
            writer.Line();
            WriteMethod(writer, target, Literal.Of(number), _methods[number]);
        }
    }

    /// <summary>One policy's own hash; of several, the hash of their hashes, so that a change in any of them changes it.</summary>
    public static string HashOf(IReadOnlyList<PolicyClass> policies)
    {
        if (policies.Count == 1)
        {
            return policies[0].Policy.Hash;
        }

        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", policies.Select(policy => policy.Policy.Hash))));
        return string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static void WriteMethod(SourceWriter writer, Target target, string number, IReadOnlyList<(PolicyClass Policy, string Call)> revisions)
    {
        var id = revisions[0].Policy.Policy.Id;
        writer.Summary($"Policy {XmlDoc.Text(id)}: the service date picks the revision.");
        using (writer.Begin($"private static Ruling ByDate{number}(int number, Payer payer, string{target.Q} description, global::System.DateTime? serviceDate, Injected{target.Q} injected)"))
        {
            writer.Write($$"""
                if (serviceDate == null)
                {
                    return ByDate{{number}}Rulings.DateMissing;
                }

                // yyyyMMdd as a number.
                global::System.DateTime date = serviceDate.GetValueOrDefault();
                int day = (((date.Year * 100) + date.Month) * 100) + date.Day;
                """);
            foreach (var (policy, call) in revisions)
            {
                var from = Day(policy.Policy.EffectiveFrom);
                var to = Day(policy.Policy.EffectiveTo);
                var conditions = new List<string>();
                if (from is not null)
                {
                    conditions.Add($"day >= {from}");
                }

                if (to is not null)
                {
                    conditions.Add($"day <= {to}");
                }

                using (writer.Begin(conditions.Count == 0 ? "" : $"if ({string.Join(" && ", conditions)})"))
                {
                    writer.Write($"return {call};");
                }

                writer.Line();
                if (conditions.Count == 0)
                {
                    break;
                }
            }

            if (revisions.All(revision => IsNeeded(revision.Policy.Policy)))
            {
                writer.Write($"return ByDate{number}Rulings.NoRevision;");
            }
        }

        writer.Line();
        writer.Write(target.GeneratedType);
        using (writer.Begin($"private static class ByDate{number}Rulings"))
        {
            WriteRuling(writer, "DateMissing", id, revisions, Outcome.InformationNeeded, PolicyInterpreter.ServiceDateMissing,
                $"The service date decides which revision of policy '{id}' governs the line.", "new MissingInformation[] { MissingInformation.ServiceDate }");
            writer.Line();
            WriteRuling(writer, "NoRevision", id, revisions, Outcome.NotGoverned, PolicyInterpreter.NoRevision,
                $"No revision of policy '{id}' that lists this code is in effect on the service date.", "new MissingInformation[0]");
        }
    }

    private static void WriteRuling(
        SourceWriter writer, string name, string id, IReadOnlyList<(PolicyClass Policy, string Call)> revisions, string outcome, string rule, string reason, string missing)
    {
        writer.Summary(XmlDoc.Text(reason));
        writer.Write($$"""
            internal static readonly Ruling {{name}} = new Ruling(
                Outcome.{{outcome}},
                {{Literal.Of(id)}},
                {{Literal.Of(string.Join("+", revisions.Select(revision => revision.Policy.Policy.Revision)))}},
                {{Literal.Of(HashOf([.. revisions.Select(revision => revision.Policy)]))}},
                new PolicyReason({{Literal.Of(rule)}}, {{Literal.Of(reason)}}, new PolicyCitation[0]),
                {{missing}},
                new PolicyStatement[0]);
            """);
    }

    // The reader has checked the form; a date of another form is taken as not stated.
    private static string? Day(string? date)
        => DateTime.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : null;
}
