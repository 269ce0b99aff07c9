using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace ProloCodebook.Policy.Tests;

/// <summary>policy.schema.json, which editors complete and check by.</summary>
public class SchemaTests
{
    private static readonly string SchemaText = File.ReadAllText(Path.Combine(PackagedPolicy.Folder, "policy.schema.json"));

    private static readonly JsonNode Root = JsonNode.Parse(SchemaText)!;

    public static TheoryData<string> Mappings
        => [.. PolicyFormat.Mappings.Where(mapping => mapping != PolicyFormat.Policy && mapping != PolicyFormat.Overlay).Select(mapping => mapping.Name)];

    [Fact]
    public void The_packaged_policy_names_the_schema_in_its_first_line()
        => Assert.StartsWith("# yaml-language-server: $schema=policy.schema.json\n", PackagedPolicy.Yaml);

    [Fact]
    public async Task The_packaged_policy_is_valid() => Assert.Empty(await Validate(PackagedPolicy.Yaml));

    [Fact]
    public async Task The_examples_of_the_readme_are_valid()
    {
        Assert.Empty(await Validate(Readme.Yaml));
        Assert.Empty(await Validate(Readme.Overlay));
    }

    [Theory]
    [InlineData("outcome: NotCovered", "outcome: Denied")]
    [InlineData("hitPolicy: unique", "hitPolicy: first")]
    [InlineData("    title: Medicare", "    title: Medicare\n    name: Medicare")]
    [InlineData("id: dry-needling", "id: Dry Needling")]
    [InlineData("revision: \"2026-01\"", "")]
    [InlineData("  file: needling.txt", "  path: needling.txt")]
    [InlineData("payers: [Medicare]", "payers: Medicare")]
    [InlineData("schemaVersion: 1", "schemaVersion: 2")]
    public async Task What_the_reader_refuses_the_schema_refuses(string old, string @new)
    {
        var yaml = Expect.Example((old, @new));
        Assert.NotEmpty(await Validate(yaml));
        Assert.NotEmpty(PolicyReader.Read(yaml, [new PolicySourceText("needling.txt", Readme.Source)]).Problems);
    }

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Has_the_keys_of_the_format(string mapping)
    {
        var format = PolicyFormat.Mappings.Single(candidate => candidate.Name == mapping);
        Same(format, Root["definitions"]![mapping]!, format.Keys.Where(key => key.IsRequired));
    }

    [Fact]
    public void Has_no_mapping_of_its_own()
        => Assert.Equal(
            PolicyFormat.Mappings.Skip(2).Select(mapping => mapping.Name).Order(),
            Root["definitions"]!.AsObject().Select(definition => definition.Key).Order());

    [Fact]
    public void Requires_of_a_policy_and_of_an_overlay_what_the_reader_does()
    {
        var overlay = PolicyFormat.Overlay.Keys.Where(key => key.IsRequired).Select(key => key.Name).ToList();
        var policy = PolicyFormat.Policy.Keys.Where(key => key.IsRequired).Select(key => key.Name).ToList();
        Same(PolicyFormat.Policy, Root, PolicyFormat.Policy.Keys.Where(key => policy.Contains(key.Name) && overlay.Contains(key.Name)));
        Assert.Equal(overlay.Except(policy), Texts(Root["anyOf"]![0]!["required"]!));
        Assert.Equal(policy.Except(overlay), Texts(Root["anyOf"]![1]!["required"]!));
    }

    [Theory]
    [InlineData("code", "system", nameof(PolicyFormat.CodeSystems))]
    [InlineData("payer", "stance", nameof(PolicyFormat.Stances))]
    [InlineData("agent", "role", nameof(PolicyFormat.Roles))]
    [InlineData("agent", "fdaStatus", nameof(PolicyFormat.FdaStatuses))]
    [InlineData("product", "fdaStatus", nameof(PolicyFormat.FdaStatuses))]
    [InlineData("statement", "kind", nameof(PolicyFormat.StatementKinds))]
    [InlineData("rule", "outcome", nameof(PolicyFormat.Outcomes))]
    [InlineData("example", "outcome", nameof(PolicyFormat.Outcomes))]
    [InlineData("rule", "missing", nameof(PolicyFormat.MissingInformation))]
    [InlineData("example", "missing", nameof(PolicyFormat.MissingInformation))]
    public void Has_the_values_of_the_format(string mapping, string key, string values)
    {
        var property = Root["definitions"]![mapping]!["properties"]![key]!;
        Assert.Equal(
            (IEnumerable<string>)typeof(PolicyFormat).GetProperty(values)!.GetValue(null)!,
            Texts((property["enum"] ?? property["items"]!["enum"])!));
    }

    private static void Same(MappingFormat format, JsonNode schema, IEnumerable<KeyFormat> required)
    {
        var properties = schema["properties"]!.AsObject();
        Assert.Equal(format.Keys.Select(key => key.Name), properties.Select(property => property.Key));
        Assert.Equal(required.Select(key => key.Name), Texts(schema["required"]!));
        Assert.False((bool)schema["additionalProperties"]!);
        foreach (var key in format.Keys)
        {
            var property = properties[key.Name]!;
            Assert.Equal(key.IsList, (property["type"] as JsonValue)?.ToString() == "array");
            Assert.True(property["description"] is not null || property["$ref"] is not null, $"'{key.Name}' of {format.Name} shows nothing on hover.");
        }
    }

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(item => item!.ToString());

    private static async Task<IEnumerable<string>> Validate(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return schema.Validate(ToJson(stream.Documents[0].RootNode)!.ToJsonString()).Select(error => error.ToString());
    }

    /// <summary>As an editor sees it: plain integers and booleans are typed, everything else is text.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(ToJson)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain when int.TryParse(plain.Value, out var number) => JsonValue.Create(number),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } plain => JsonValue.Create(plain.Value == "true"),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };
}
