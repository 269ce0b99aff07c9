using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>explain --file: every service line of a claim file.</summary>
public sealed class ClaimFileTests
{
    private const string Sample = "src/ProloCodebook.Sample/claims/riverbend-clinic.837";

    [Fact]
    public void Each_line_has_a_row_and_each_rule_its_grounds()
    {
        var run = ToolProcess.Run("explain", "--file", Sample);

        // One segment of the sample is damaged.
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
        Assert.Contains("\nRSS-1001           2  M0076   Medicare    Not covered            medicare-prolotherapy\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nRSS-1007           1  20999   Other       Related policy         platelet-rich-plasma\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nSegment 226: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nRSS-1013           2                      Not evaluated          Segment 226 of this line is damaged.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nNot covered  medicare-prolotherapy  3 lines, 600.00 charged\n  Medicare does not cover", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nriverbend-clinic.837: 15 claims, 23 service lines, 1 problem.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document_with_an_entry_a_line()
    {
        var run = ToolProcess.Run("explain", "--file", Sample, "--format", "json");

        var entries = JsonNode.Parse(run.Output)!["entries"]!.AsArray();
        Assert.Equal(24, entries.Count);
        Assert.Equal(entries.Count + 2, run.Output.TrimEnd().Split('\n').Length);
        var line = entries.First(entry => (string?)entry!["claim"] == "RSS-1009")!;
        Assert.Equal(("InformationNeeded", "payer"), ((string)line["decision"]!["outcome"]!, (string)line["decision"]!["missing"]![0]!));
        Assert.Equal(226, (int)entries.Single(entry => entry!["problem"] is not null)!["segment"]!);
    }

    [Fact]
    public void A_payer_on_the_command_line_holds_for_every_line()
    {
        var run = ToolProcess.Run("explain", "--file", Sample, "--payer", "medicare", "--format", "json");

        Assert.All(JsonNode.Parse(run.Output)!["entries"]!.AsArray().Where(entry => entry!["decision"] is not null), entry => Assert.Equal("Medicare", (string)entry!["decision"]!["payer"]!));
    }

    [Fact]
    public void An_empty_file_is_said_to_be_empty()
    {
        using var folder = new WorkFolder().Write("empty.837", "");

        var run = folder.Run("explain", "--file", "empty.837");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the file is empty", run.Output, StringComparison.Ordinal);
    }

    /// <summary>So small a heap holds neither the file nor its lines, nor what is written about them.</summary>
    [Fact]
    public void A_hundred_thousand_claims_stream_in_constant_memory()
    {
        const int Claims = 100_000;
        const int Heap = 24 * 1024 * 1024;
        using var folder = new WorkFolder();
        WriteClaims(folder.PathOf("large.837"), Claims);
        Assert.True(new FileInfo(folder.PathOf("large.837")).Length > Heap);
        var start = ToolProcess.StartInfo(folder.FullPath, "explain", "--file", "large.837");
        start.Environment["DOTNET_GCHeapHardLimit"] = Heap.ToString("X", CultureInfo.InvariantCulture);

        var run = ToolProcess.Run(start).Succeeded();

        Assert.Contains("\nlarge.837: 100,000 claims, 100,000 service lines, 0 problems.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nEvidence insufficient  other-payer-prolotherapy  1,000 lines, 180,000.00 charged\n", run.Output, StringComparison.Ordinal);
    }

    private static void WriteClaims(string path, int claims)
    {
        using var file = new StreamWriter(path, append: false, Encoding.ASCII);
        file.Write("ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260316*0915*^*00501*000000042*0*T*:~");
        file.Write("GS*HC*A*B*20260316*0915*42*X*005010X222A1~ST*837*0001*005010X222A1~HL*1**20*1~NM1*85*2*RIVERBEND*****XX*1~HL*2*1*22*0~SBR*P*18*******CI~NM1*PR*2*NORTHFIELD*****PI*1~");
        for (var i = 0; i < claims; i++)
        {
            file.Write(i % 100 == 0
                ? $"CLM*C{i}*180***11:B:1*Y*A*Y*Y~HI*ABK:M5450~LX*1~SV1*HC:20999:::::PROLOTHERAPY*180*UN*1***1~DTP*472*D8*20260302~NTE*ADD*{Filler}~"
                : $"CLM*C{i}*180***11:B:1*Y*A*Y*Y~HI*ABK:M5450~LX*1~SV1*HC:99213*180*UN*1***1~DTP*472*D8*20260302~NTE*ADD*{Filler}~");
        }

        file.Write($"SE*{(6 * claims) + 7}*0001~GE*1*42~IEA*1*000000042~");
    }

    private static string Filler { get; } = new('X', 200);
}
