using ClaimScrubber.Segments;

namespace ClaimScrubber.Tests;

/// <summary>Writes 837P files for tests. Segments are written one a line with <c>*</c> and <c>:</c>, whatever delimiters the file then gets.</summary>
internal static class ClaimFileText
{
    public static readonly Delimiters Usual = new('*', ':', '^', '~');

    public const string BillingProvider =
        """
        BHT*0019*00*1*20260316*0915*CH
        NM1*41*2*HARBOR BILLING SERVICE*****46*HARBORBILL
        NM1*40*2*EXAMPLE CLEARINGHOUSE*****46*EXAMPLECLEAR
        HL*1**20*1
        NM1*85*2*RIVERBEND CLINIC*****XX*1234567893
        """;

    public const string MedicareSubscriber =
        """
        HL*2*1*22*0
        SBR*P*18*******MB
        NM1*IL*1*MARLOWE*EDITH****MI*1EG4TE5MK73
        NM1*PR*2*MEDICARE PART B*****PI*99901
        """;

    public const string CommercialSubscriber =
        """
        HL*3*1*22*0
        SBR*P*18*******CI
        NM1*IL*1*VANCE*TERESA****MI*CMH00447120
        NM1*PR*2*CASCADE MUTUAL HEALTH PLAN*****PI*99902
        """;

    /// <summary>A whole interchange around the given parts of a transaction set, with its totals right.</summary>
    public static string Of(params string[] parts) => Of(Usual, "\n", parts);

    /// <param name="afterTerminator">What stands between segments: nothing, or a line break.</param>
    public static string Of(Delimiters delimiters, string afterTerminator, params string[] parts)
    {
        string[] body = [.. parts.SelectMany(Segments)];
        return Write(delimiters, afterTerminator,
        [
            "GS*HC*HARBORBILL*EXAMPLECLEAR*20260316*0915*42*X*005010X222A1",
            "ST*837*0001*005010X222A1",
            .. body,
            $"SE*{body.Length + 2}*0001",
            "GE*1*42",
            "IEA*1*000000042",
        ]);
    }

    /// <summary>A file of an ISA segment and the given ones, as they are.</summary>
    public static string Write(Delimiters delimiters, string afterTerminator, params IEnumerable<string> segments)
        => string.Concat(segments.Select(s => Translate(s, delimiters) + delimiters.Terminator + afterTerminator).Prepend(Isa(delimiters) + afterTerminator));

    public static string Isa(Delimiters d)
    {
        var isa = $"ISA*00*          *00*          *ZZ*HARBORBILL     *ZZ*EXAMPLECLEAR   *260316*0915*{d.Repetition}*00501*000000042*0*T*{d.Component}{d.Terminator}";
        return isa.Replace('*', d.Element);
    }

    /// <summary>A claim with lines, each given as its SV1 and what follows it.</summary>
    public static string Claim(string id, params string[] lines)
        => string.Join('\n', lines.Select((line, i) => $"LX*{i + 1}\n{line}").Prepend($"CLM*{id}*100***11:B:1*Y*A*Y*Y\nHI*ABK:M5450"));

    private static string[] Segments(string part) => part.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Translate(string segment, Delimiters d) => segment.Replace('*', d.Element).Replace(':', d.Component);
}
