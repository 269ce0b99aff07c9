namespace ProloCodebook.Policy;

/// <summary>A key of a mapping.</summary>
/// <param name="IsList">Its value is a list.</param>
public sealed record KeyFormat(string Name, bool IsRequired, bool IsList = false);

/// <summary>The keys that a mapping may have. <paramref name="Name"/> completes "in …" in a message, and is the name of the mapping in the JSON Schema.</summary>
public sealed record MappingFormat(string Name, IReadOnlyList<KeyFormat> Keys);

/// <summary>
/// The keys of the policy format, in one place: the reader accepts these and no others, and a test holds
/// policy.schema.json and policy/README.md to them.
/// </summary>
public static class PolicyFormat
{
    /// <summary>The version of the format that this package reads.</summary>
    public const string SchemaVersion = "1";

    public static readonly MappingFormat Policy = new("policy",
    [
        Required("schemaVersion"), Required("id"), Required("title"), Required("revision"),
        Optional("effectiveFrom"), Optional("effectiveTo"), Optional("refines"),
        Required("hitPolicy"), Required("source"), RequiredList("sections"),
        OptionalList("statements"), RequiredList("codes"), RequiredList("services"), RequiredList("payers"),
        OptionalList("agents"), OptionalList("products"), OptionalList("notStated"),
        RequiredList("rules"), OptionalList("examples"),
    ]);

    /// <summary>An overlay has the same keys without what only a policy of its own defines.</summary>
    public static readonly MappingFormat Overlay = new("overlay",
    [
        Required("schemaVersion"), Required("id"), Required("title"), Required("revision"), Required("refines"),
        Required("hitPolicy"), Optional("source"), OptionalList("sections"), OptionalList("statements"),
        OptionalList("payers"), RequiredList("rules"), OptionalList("examples"),
    ]);

    public static readonly MappingFormat Source = new("source", [Required("file")]);

    public static readonly MappingFormat Section = new("section",
        [Required("id"), Required("heading"), Optional("startsWith"), Optional("criteria")]);

    public static readonly MappingFormat Citation = new("citation", [Required("section"), Required("quote")]);

    public static readonly MappingFormat Statement = new("statement",
        [Required("id"), Required("kind"), Required("text"), Optional("population"), RequiredList("citations")]);

    public static readonly MappingFormat Code = new("code",
        [Required("code"), Required("system"), Required("description"), Optional("service"), RequiredList("citations")]);

    public static readonly MappingFormat Service = new("service",
        [Required("id"), Required("title"), Optional("related"), RequiredList("citations"), OptionalList("names")]);

    public static readonly MappingFormat Name = new("name", [Required("name"), RequiredList("citations")]);

    public static readonly MappingFormat Payer = new("payer",
        [Required("id"), Required("title"), Optional("stance"), Optional("like"), OptionalList("citations"), OptionalList("cites")]);

    public static readonly MappingFormat Agent = new("agent",
        [Required("id"), Required("name"), Required("role"), OptionalList("combinedWith"), Required("fdaStatus"), OptionalList("citations"), OptionalList("cites")]);

    public static readonly MappingFormat Product = new("product",
        [Required("id"), Required("name"), Required("agent"), Optional("form"), Required("fdaStatus"), OptionalList("citations"), OptionalList("cites")]);

    public static readonly MappingFormat Absence = new("absence", [Required("id"), Required("text")]);

    public static readonly MappingFormat Rule = new("rule",
    [
        Required("id"), Required("when"), Required("outcome"), Required("reason"),
        OptionalList("cites"), OptionalList("contrary"), OptionalList("missing"), Optional("loosens"),
    ]);

    public static readonly MappingFormat Condition = new("condition", [OptionalList("services"), OptionalList("payers"), OptionalList("agents"), OptionalList("products")]);

    public static readonly MappingFormat Example = new("example",
    [
        Required("code"), Required("payer"), Optional("description"), Optional("serviceDate"), OptionalList("agents"), OptionalList("products"),
        Required("outcome"), Optional("rule"), OptionalList("missing"),
    ]);

    /// <summary>Every mapping of the format.</summary>
    public static IReadOnlyList<MappingFormat> Mappings { get; } =
        [Policy, Overlay, Source, Section, Citation, Statement, Code, Service, Name, Payer, Agent, Product, Absence, Rule, Condition, Example];

    /// <summary>The values of <c>hitPolicy</c>.</summary>
    public static IReadOnlyList<string> HitPolicies { get; } = ["unique"];

    /// <summary>The values of a code's <c>system</c>.</summary>
    public static IReadOnlyList<string> CodeSystems { get; } = ["HCPCS", "CPT"];

    /// <summary>The values of a payer's <c>stance</c>.</summary>
    public static IReadOnlyList<string> Stances { get; } = ["NotStated", "NotCovered"];

    /// <summary>The values of an agent's <c>role</c>.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["NotStated", "ProlotherapyAgent", "CombinationAgent", "Adjunct", "TendinopathySclerosant"];

    /// <summary>The values of <c>fdaStatus</c>.</summary>
    public static IReadOnlyList<string> FdaStatuses { get; } = ["NotStated", "ApprovedForOtherUse"];

    /// <summary>The values of a statement's <c>kind</c>.</summary>
    public static IReadOnlyList<string> StatementKinds { get; } = ["medicare", "evidence", "position", "regulatory", "background"];

    /// <summary>The values of <c>outcome</c>.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [Outcome.NotGoverned, Outcome.NotCovered, Outcome.EvidenceInsufficient, Outcome.InformationNeeded, Outcome.RelatedPolicy];

    /// <summary>The values of <c>missing</c> in a rule.</summary>
    public static IReadOnlyList<string> MissingInformation { get; } = [Missing.Description, Missing.Payer, Missing.ServiceDate, Missing.Agents];

    private static KeyFormat Required(string name) => new(name, IsRequired: true);

    private static KeyFormat Optional(string name) => new(name, IsRequired: false);

    private static KeyFormat RequiredList(string name) => new(name, IsRequired: true, IsList: true);

    private static KeyFormat OptionalList(string name) => new(name, IsRequired: false, IsList: true);
}
