using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProloCodebook.Tool.Terminals;

/// <summary>How every command writes JSON: indented, and with the policy's quotation marks readable.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, JsonNode document) => output.WriteLine(document.ToJsonString(Options));

    public static JsonArray ArrayOf(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray ArrayOf(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}
