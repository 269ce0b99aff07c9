using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Generation;
using ProloCodebook.Policy;

namespace ProloCodebook.References;

/// <summary>The codes that the policy files of a compilation guard.</summary>
internal static class GuardedCodes
{
    // As long as the first policy is the same object the list is most likely known; it costs an editor nothing then.
    private static readonly ConditionalWeakTable<PayerPolicy, StrongBox<Known>> s_known = new();

    /// <summary>Ordered by code; each code once, whatever number of policies lists it. The same list for the same policy texts.</summary>
#pragma warning disable RS1012 // The caller registers the actions; this only reads.
    public static IReadOnlyList<GuardedCode> Get(CompilationStartAnalysisContext context)
#pragma warning restore RS1012
        => Get(context.Options, context.CancellationToken);

    /// <inheritdoc cref="Get(CompilationStartAnalysisContext)"/>
    public static IReadOnlyList<GuardedCode> Get(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var policies = PolicyReadings.Of(options, cancellationToken)
            .Select(file => file.Reading.Policy!)
            .Where(policy => policy is not null)
            .ToArray();
        if (policies.Length == 0)
        {
            return [];
        }

        var box = s_known.GetOrCreateValue(policies[0]);
        if (box.Value is not { } known || !known.IsOf(policies))
        {
            box.Value = known = new Known(policies, Merge(policies));
        }

        return known.Codes;
    }

    private static IReadOnlyList<GuardedCode> Merge(PayerPolicy[] policies)
    {
        var merged = new SortedDictionary<string, GuardedCode>(StringComparer.Ordinal);
        foreach (var code in policies.SelectMany(policy => policy.Codes))
        {
            if (!merged.ContainsKey(code.Value))
            {
                merged.Add(code.Value, new GuardedCode(code.Value, code.Description, ConstantNames.For(code.System, code.Value)));
            }
        }

        return [.. merged.Values];
    }

    private sealed record Known(PayerPolicy[] Policies, IReadOnlyList<GuardedCode> Codes)
    {
        public bool IsOf(PayerPolicy[] policies)
            => Policies.Length == policies.Length && Policies.Zip(policies, ReferenceEquals).All(same => same);
    }
}
