using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using RulesEngine.Models;

namespace ProloCodebook.Benchmarks.Evaluating;

/// <summary>
/// Other ways to come to the outcome of the packaged policy. They find the service by the first name that occurs; the evaluator also takes
/// negations, word boundaries and several names into account, and gives reasons with quotes, so it does more for its time.
/// </summary>
internal static class Competitors
{
    private static readonly string[] s_prolotherapyNames =
    [
        "prolotherapy", "proliferant injection", "prolo", "joint sclerotherapy", "regenerative injection therapy", "growth factor stimulation injection",
        "nonsurgical tendon, ligament, and joint reconstruction", "proliferative therapy",
    ];

    private static readonly string[] s_relatedNames = ["platelet-rich plasma", "autologous platelet-rich plasma", "PRP"];

    private static readonly FrozenDictionary<string, bool> s_isUnlisted = new Dictionary<string, bool> { ["M0076"] = false, ["20999"] = true }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_prolotherapy = SearchValues.Create(s_prolotherapyNames, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> s_related = SearchValues.Create(s_relatedNames, StringComparison.OrdinalIgnoreCase);

    // Compiled, not generated from source: that is what the question was.
    private static readonly Regex s_code = new("^(?:(M0076)|(20999))$", RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex s_description = new(
        $@"\b(?:({string.Join('|', s_prolotherapyNames.Select(Regex.Escape))})|({string.Join('|', s_relatedNames.Select(Regex.Escape))}))\b", RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly RulesEngine.RulesEngine s_rules = new(
        [
            new Workflow
            {
                WorkflowName = "prolotherapy",
                Rules =
                [
                    Rule("NotCovered", "line.IsProlotherapy && line.Payer == \"Medicare\""),
                    Rule("EvidenceInsufficient", "line.IsProlotherapy && line.Payer == \"Other\""),
                    Rule("InformationNeeded", "line.IsProlotherapy && line.Payer == \"Unknown\" || line.Code == \"20999\" && line.Description == \"\""),
                    Rule("RelatedPolicy", "line.Code == \"20999\" && line.IsRelated"),
                ],
            },
        ],
        new ReSettings { CustomTypes = [typeof(RuleLine)] });

    public static Outcome Switch(string code, Payer payer, string? description) => code switch
    {
        "M0076" or "m0076" => OfProlotherapy(payer),
        "20999" when string.IsNullOrWhiteSpace(description) => Outcome.InformationNeeded,
        "20999" when ContainsAny(description, s_prolotherapyNames) => OfProlotherapy(payer),
        "20999" when ContainsAny(description, s_relatedNames) => Outcome.RelatedPolicy,
        _ => Outcome.NotGoverned,
    };

    public static Outcome Frozen(string code, Payer payer, string? description)
        => !s_isUnlisted.TryGetValue(code, out var isUnlisted) ? Outcome.NotGoverned
            : !isUnlisted ? OfProlotherapy(payer)
            : string.IsNullOrWhiteSpace(description) ? Outcome.InformationNeeded
            : ContainsAny(description, s_prolotherapyNames) ? OfProlotherapy(payer)
            : ContainsAny(description, s_relatedNames) ? Outcome.RelatedPolicy
            : Outcome.NotGoverned;

    public static Outcome Search(string code, Payer payer, string? description)
        => !s_isUnlisted.TryGetValue(code, out var isUnlisted) ? Outcome.NotGoverned
            : !isUnlisted ? OfProlotherapy(payer)
            : string.IsNullOrWhiteSpace(description) ? Outcome.InformationNeeded
            : description.AsSpan().ContainsAny(s_prolotherapy) ? OfProlotherapy(payer)
            : description.AsSpan().ContainsAny(s_related) ? Outcome.RelatedPolicy
            : Outcome.NotGoverned;

    public static Outcome CompiledRegex(string code, Payer payer, string? description)
    {
        var match = s_code.Match(code);
        if (!match.Success)
        {
            return Outcome.NotGoverned;
        }

        if (match.Groups[1].Success)
        {
            return OfProlotherapy(payer);
        }

        if (string.IsNullOrWhiteSpace(description))
        {
            return Outcome.InformationNeeded;
        }

        match = s_description.Match(description);
        return !match.Success ? Outcome.NotGoverned : match.Groups[1].Success ? OfProlotherapy(payer) : Outcome.RelatedPolicy;
    }

    public static Outcome Rules(string code, Payer payer, string? description)
    {
        var line = new RuleLine(code, payer.ToString(), description ?? string.Empty);
        foreach (var result in s_rules.ExecuteAllRulesAsync("prolotherapy", new RuleParameter("line", line)).AsTask().GetAwaiter().GetResult())
        {
            if (result.IsSuccess)
            {
                return Enum.Parse<Outcome>(result.Rule.RuleName);
            }
        }

        return Outcome.NotGoverned;
    }

    private static Outcome OfProlotherapy(Payer payer) => payer switch
    {
        Payer.Medicare => Outcome.NotCovered,
        Payer.Unknown => Outcome.InformationNeeded,
        _ => Outcome.EvidenceInsufficient,
    };

    private static bool ContainsAny(string text, string[] names)
    {
        foreach (var name in names)
        {
            if (text.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static Rule Rule(string name, string expression) => new() { RuleName = name, Expression = expression, RuleExpressionType = RuleExpressionType.LambdaExpression };

    /// <summary>What the rules of RulesEngine see of a line.</summary>
    public sealed record RuleLine(string Code, string Payer, string Description)
    {
        public bool IsProlotherapy => Code == "M0076" || (Code == "20999" && ContainsAny(Description, s_prolotherapyNames));

        public bool IsRelated => ContainsAny(Description, s_relatedNames);
    }
}
