using ProloCodebook.References;

namespace ProloCodebook.Tests.Harness;

/// <summary>The codes that the default policy guards, as the generator hands them to the analyzers.</summary>
internal static class PolicyCodes
{
    public static readonly GuardedCode[] All =
    [
        new("20999", "Unlisted procedure, musculoskeletal system, general", "Cpt20999"),
        new("M0076", "Prolotherapy", "HcpcsM0076"),
    ];
}
