using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Routing;

/// <summary>
/// The routing cases again, many in one project: what is said of one does not depend on what stands beside it. It is also much quicker than one by one,
/// which is what the mutants are tried on.
/// </summary>
public sealed class CasesTogetherTests
{
    /// <summary>Those of which something else than the case decides.</summary>
    private static readonly HashSet<string> s_apart =
    [
        // An interface or class of the library, a call of which may land in any implementation that the compilation has.
        "miss-objects-and-places.cs.txt: own-collection-that-evaluates-behind-icollection",
        "r2-checked-by-helpers.cs.txt: own-enumerable-implicit-constructor",

        // Comments that must be the first of their files.
        "r4-generated.cs.txt: generated-header",
        "r4-generated.cs.txt: generated-header-long",
    ];

    private static readonly IReadOnlyList<CaseBatch> s_batches = CaseBatch.Of(CaseFile.ReadFolder("Routing/Cases").Where(item => !s_apart.Contains(item.ToString())), size: 60);

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, s_batches.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task Each_says_the_same_beside_others(int number)
        => s_batches[number].VerifyAsync([new UnroutedReferenceAnalyzer(PolicyCodes.All)], RuleIdentifiers.UnroutedReference);
}
