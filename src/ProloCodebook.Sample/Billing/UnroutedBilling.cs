using ProloCodebook;

namespace ClaimScrubber.Billing;

/// <summary>How it should not be done: guarded codes go out without a question to the policy. A build warns at every marked line, and nowhere else in this project; the scrubber calls none of this.</summary>
/// <seealso cref="RoutedBilling"/>
internal static class UnroutedBilling
{
    // The generated constant is spelled right, but nobody asked what the payer makes of it.
    public static void AddProlotherapy(ICollection<string> procedureCodes)
        => procedureCodes.Add(CodeText.HcpcsM0076); // PCB1001

    // A code inside a segment bills just the same.
    public static void WriteProlotherapy(TextWriter claim)
        => claim.Write("SV1*HC:M0076*180*UN*1***1~"); // PCB1001

    // A fee schedule that has a price for everything.
    public static decimal FeeFor(string procedureCode) => procedureCode switch
    {
        "M0076" => 180m, // PCB1001
        "20999" => 240m, // PCB1001
        _ => 0m,
    };
}
