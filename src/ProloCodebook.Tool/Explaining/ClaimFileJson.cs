using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimScrubber.Loops;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Explaining;

/// <summary>One JSON document, an entry a line, so that it can be read while it is written: each is a service line or a problem of the file.</summary>
internal sealed class ClaimFileJson : IClaimFileFormat
{
    private static readonly JsonSerializerOptions s_oneLine = new(JsonOutput.Options) { WriteIndented = false };

    private readonly TextWriter _output;
    private bool _isFirst = true;

    public ClaimFileJson(TextWriter output, string path)
    {
        _output = output;
        output.Write($"{{\"file\":{JsonSerializer.Serialize(path, s_oneLine)},\"entries\":[");
    }

    public void Add(ClaimServiceLine line, ExplainedLine explained)
    {
        var entry = Of(line);
        entry["decision"] = ExplanationJson.Of(explained);
        Write(entry);
    }

    public void Add(ClaimServiceLine line, string notEvaluated)
    {
        var entry = Of(line);
        entry["notEvaluated"] = notEvaluated;
        Write(entry);
    }

    public void Add(FileProblem problem) => Write(new JsonObject { ["segment"] = problem.SegmentNumber, ["problem"] = problem.Message });

    public void End() => _output.WriteLine("\n]}");

    public void Dispose()
    {
        // The output outlives the file.
    }

    private static JsonObject Of(ClaimServiceLine line) => new()
    {
        ["claim"] = line.Claim.Id,
        ["line"] = line.Number,
        ["code"] = line.Code,
        ["modifiers"] = JsonOutput.ArrayOf(line.Modifiers),
        ["charge"] = line.Charge,
        ["claimFilingIndicator"] = line.Claim.Payer.ClaimFilingIndicator,
        ["payerName"] = line.Claim.Payer.Name,
    };

    private void Write(JsonObject entry)
    {
        _output.Write(_isFirst ? "\n" : ",\n");
        _isFirst = false;
        _output.Write(entry.ToJsonString(s_oneLine));
    }
}
