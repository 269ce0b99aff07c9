using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProloCodebook.Policy.Tests;

/// <summary>policy.schema.json says what the reader says, and the packaged policy is valid by it.</summary>
public partial class SchemaTests
{
    private static readonly string SchemaText = File.ReadAllText(Path.Combine(PackagedPolicy.Folder, "policy.schema.json"));

    private static readonly JObject Schema = JObject.Parse(SchemaText);

    private static readonly List<string> MappingNames = PolicyFormat.Mappings.Select(mapping => mapping.Name).Except(["policy", "overlay"]).ToList();

    public static TheoryData<string> Definitions { get; } = new(MappingNames);

    [Fact]
    public void The_packaged_policy_names_the_schema_in_its_first_line()
        => Assert.Equal("# yaml-language-server: $schema=policy.schema.json", PackagedPolicy.Yaml.Split('\n')[0].TrimEnd('\r'));

    [Fact]
    public async Task The_packaged_policy_is_valid() => Assert.Empty(await ValidateAsync(PackagedPolicy.Yaml));

    [Fact]
    public async Task The_policy_of_the_tests_and_its_overlay_are_valid()
    {
        Assert.Empty(await ValidateAsync(SmallPolicy.Yaml));
        Assert.Empty(await ValidateAsync(SmallPolicy.Overlay));
    }

    [Theory]
    [InlineData("outcome: NotCovered", "outcome: notCovered", "NotInEnumeration")]
    [InlineData("hitPolicy: unique", "hitPolicy: first", "NotInEnumeration")]
    [InlineData("title: Dry needling", "titel: Dry needling", "NoAdditionalPropertiesAllowed")]
    [InlineData("id: dry-needling", "id: Dry Needling", "PatternMismatch")]
    [InlineData("criteria: false", "criteria: nope", "BooleanExpected")]
    public async Task What_the_reader_refuses_is_not_valid(string written, string instead, string error)
        => Assert.Contains(error, string.Join('\n', await ValidateAsync(SmallPolicy.With(written, instead))));

    [Fact]
    public void The_root_has_the_keys_of_a_policy_and_of_an_overlay()
    {
        Assert.Equal(Names(PolicyFormat.Policy, PolicyFormat.Overlay), Properties(Schema));
        var always = RequiredOf(PolicyFormat.Policy).Intersect(RequiredOf(PolicyFormat.Overlay)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(always, Required(Schema));
        var alternatives = Schema["anyOf"]!.Children<JObject>().Select(alternative => Required(alternative)).ToList();
        Assert.Equal([RequiredOf(PolicyFormat.Overlay).Except(always).ToList(), RequiredOf(PolicyFormat.Policy).Except(always).Order(StringComparer.Ordinal).ToList()], alternatives);
        CheckLists(PolicyFormat.Policy, Schema);
    }

    [Fact]
    public void There_is_a_definition_for_each_mapping_and_no_other()
        => Assert.Equal(MappingNames.Order(StringComparer.Ordinal), ((JObject)Schema["definitions"]!).Properties().Select(property => property.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_definition_has_the_keys_of_the_reader(string name)
    {
        var format = PolicyFormat.Mappings.Single(mapping => mapping.Name == name);
        var definition = (JObject)Schema["definitions"]![name]!;
        Assert.Equal(Names(format), Properties(definition));
        Assert.Equal(RequiredOf(format).Order(StringComparer.Ordinal), Required(definition));
        Assert.False((bool)definition["additionalProperties"]!);
        CheckLists(format, definition);
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
    public void An_enumeration_has_the_values_of_the_reader(string definition, string key, string values)
    {
        var property = Schema["definitions"]![definition]!["properties"]![key]!;
        var written = (property["enum"] ?? property["items"]!["enum"])!.Select(value => (string)value!);
        Assert.Equal((IReadOnlyList<string>)typeof(PolicyFormat).GetProperty(values)!.GetValue(null)!, written);
    }

    [Fact]
    public void Each_key_is_described()
        => Assert.Empty(Schema.Descendants().OfType<JProperty>()
            .Where(property => property.Parent?.Parent is JProperty { Name: "properties" } && property.Value is JObject value && value["description"] is null && value["$ref"] is null)
            .Select(property => property.Path));

    private static void CheckLists(MappingFormat format, JObject definition)
        => Assert.All(format.Keys, key => Assert.Equal(key.IsList, (string?)(definition["properties"]![key.Name]!["type"] as JValue) == "array"));

    private static IEnumerable<string> Names(params MappingFormat[] formats)
        => formats.SelectMany(format => format.Keys).Select(key => key.Name).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> RequiredOf(MappingFormat format) => format.Keys.Where(key => key.IsRequired).Select(key => key.Name);

    private static List<string> Properties(JObject schema) => ((JObject)schema["properties"]!).Properties().Select(property => property.Name).Order(StringComparer.Ordinal).ToList();

    private static List<string> Required(JObject schema) => schema["required"]!.Select(name => (string)name!).Order(StringComparer.Ordinal).ToList();

    private static async Task<IEnumerable<string>> ValidateAsync(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return schema.Validate(ToJson(stream.Documents[0].RootNode)).Select(error => error.ToString()).ToList();
    }

    /// <summary>As an editor reads it: plain numbers and truth values are such, everything else is text.</summary>
    private static JToken ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JObject(mapping.Children.Select(entry => new JProperty(((YamlScalarNode)entry.Key).Value!, ToJson(entry.Value)))),
        YamlSequenceNode sequence => new JArray(sequence.Children.Select(ToJson)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => new JValue(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } number when Integer().IsMatch(number.Value!) => new JValue(long.Parse(number.Value!, CultureInfo.InvariantCulture)),
        var scalar => new JValue(((YamlScalarNode)scalar).Value),
    };

    [GeneratedRegex("^[0-9]{1,18}$")]
    private static partial Regex Integer();
}
