using ProloCodebook;

namespace ClaimScrubber.Billing;

/// <summary>How it should not be done: guarded codes go out without a question to the policy. A build prints PCB1001 at every one of them, and nowhere else; the scrubber calls none of this.</summary>
/// <seealso cref="RoutedBilling"/>
internal static class UnroutedBilling
{
    // The generated constant is spelled right, but nobody asked what the payer makes of it.
    public static void AddProlotherapy(ICollection<string> procedureCodes)
        => procedureCodes.Add(CodeText.HcpcsM0076);

    // A code inside a segment bills just the same.
    public static void WriteProlotherapy(TextWriter claim)
        => claim.Write("SV1*HC:M0076*180*UN*1***1~");

    // A fee schedule that has a price for everything.
    public static decimal FeeFor(string procedureCode) => procedureCode switch
    {
        "M0076" => 180m,
        "20999" => 240m,
        _ => 0m,
    };
}
