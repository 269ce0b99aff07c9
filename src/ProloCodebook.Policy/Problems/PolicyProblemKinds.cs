namespace ProloCodebook.Policy;

/// <summary>A kind of problem in a policy file: what a compiler's diagnostic descriptor is made of.</summary>
/// <param name="Id">PCB2xxx.</param>
/// <param name="Title">A short, general sentence.</param>
/// <param name="Description">What it means and what to do.</param>
/// <param name="IsWarning">The policy can be used all the same.</param>
public sealed record PolicyProblemKind(string Id, string Title, string Description, bool IsWarning = false);

/// <summary>All kinds of problems. A <see cref="PolicyProblem"/> carries its whole message; a descriptor's message format is "{0}".</summary>
public static class PolicyProblemKinds
{
    public static readonly PolicyProblemKind Syntax = new("PCB2001", "Policy file is not valid YAML",
        "The file cannot be read as YAML. Nothing else in it is checked until it can.");

    public static readonly PolicyProblemKind YamlFeature = new("PCB2002", "Policy file uses a YAML feature that is refused",
        "Anchors, aliases, tags, merge keys, directives and second documents are refused, so that what a reviewer reads is what there is.");

    public static readonly PolicyProblemKind Limit = new("PCB2003", "Policy file exceeds a limit",
        "The file, a value in it, its nesting, the number of its values or of its problems is larger than the format allows.");

    public static readonly PolicyProblemKind Empty = new("PCB2004", "Policy file is empty or unreadable",
        "The file is missing, empty, or not UTF-8.");

    public static readonly PolicyProblemKind UnknownKey = new("PCB2005", "Unknown key in a policy file",
        "Every key is one that policy/README.md lists; another one would be ignored silently, so it is an error.");

    public static readonly PolicyProblemKind MissingKey = new("PCB2006", "Missing key in a policy file",
        "A key that the format requires is not there, or has no value.");

    public static readonly PolicyProblemKind WrongKind = new("PCB2007", "Wrong kind of value in a policy file",
        "A text, a list or a mapping stands where another of the three is expected.");

    public static readonly PolicyProblemKind WrongValue = new("PCB2008", "Wrong value in a policy file",
        "A text is not one of the values, or not of the form, that its key takes.");

    public static readonly PolicyProblemKind Duplicate = new("PCB2009", "Duplicate in a policy file",
        "A key, an id or a code stands twice.");

    public static readonly PolicyProblemKind DanglingReference = new("PCB2010", "Reference to something that the policy does not define",
        "An id is used that no definition of the right kind has.");

    public static readonly PolicyProblemKind SchemaVersion = new("PCB2011", "Unsupported schema version",
        "The policy file is written for another version of the format than this package reads.");

    public static readonly PolicyProblemKind Quote = new("PCB2012", "Quote is not in the policy's source text",
        "Each quote is searched in the section of the source text that it names; this one is not there.");

    public static readonly PolicyProblemKind Section = new("PCB2013", "Section is not in the policy's source text",
        "The words that a section begins with are not in the source text, or not in the order of the list.");

    public static readonly PolicyProblemKind NoCriteria = new("PCB2014", "Rule cites a section that is no coverage criteria",
        "A section marked 'criteria: false' cannot be what a decision rests on.");

    public static readonly PolicyProblemKind Gap = new("PCB2015", "No rule applies to a combination",
        "Every combination of service, payer and, where a condition asks for it, agent must have exactly one rule; this one has none.");

    public static readonly PolicyProblemKind Conflict = new("PCB2016", "Two rules apply to the same combination",
        "The hit policy is 'unique': every combination of service, payer and, where a condition asks for it, agent must have exactly one rule; this one has two.");

    public static readonly PolicyProblemKind Example = new("PCB2017", "Example gives something else",
        "The policy's rules decide otherwise than the example says.");

    public static readonly PolicyProblemKind Unused = new("PCB2018", "Definition is not used",
        "Nothing in the policy refers to it.", IsWarning: true);

    public static readonly PolicyProblemKind Identifier = new("PCB2019", "Names clash in the generated code",
        "Two definitions would have the same name in the generated code, or one that is taken.");

    public static readonly PolicyProblemKind SourceText = new("PCB2020", "Source text is not there",
        "The text that the policy was taken from, and that its quotes are checked against, is missing, empty or too large.");

    public static readonly PolicyProblemKind NameCollision = new("PCB2021", "Two names are the same in a description",
        "After normalization (case, spacing, hyphens, plural) two names cannot be told apart.");

    public static readonly PolicyProblemKind RepeatedPolicy = new("PCB2022", "Two policy files have the same id",
        "Two files of one compilation define the same policy.");

    public static readonly PolicyProblemKind RepeatedCode = new("PCB2023", "Two policies list the same code",
        "A code must be decided by one policy.");

    public static readonly PolicyProblemKind Revisions = new("PCB2024", "Revisions of a policy do not fit together",
        "The effective dates of two revisions overlap, are reversed, or are missing.");

    public static readonly PolicyProblemKind Overlay = new("PCB2025", "Overlay does not fit the policy it refines",
        "The refined policy is not there, or the overlay loosens an outcome without saying so.");

    public static readonly PolicyProblemKind Rule = new("PCB2026", "Rule contradicts itself",
        "The parts of a rule do not fit together, such as missing information without the outcome InformationNeeded.");

    public static readonly PolicyProblemKind Character = new("PCB2027", "Character that a policy file does not use",
        "Control characters, line separators and characters that change the direction of writing are refused.");

    /// <summary>Every kind, by id.</summary>
    public static IReadOnlyList<PolicyProblemKind> All { get; } =
    [
        Syntax, YamlFeature, Limit, Empty, UnknownKey, MissingKey, WrongKind, WrongValue, Duplicate, DanglingReference,
        SchemaVersion, Quote, Section, NoCriteria, Gap, Conflict, Example, Unused, Identifier, SourceText,
        NameCollision, RepeatedPolicy, RepeatedCode, Revisions, Overlay, Rule, Character,
    ];
}
