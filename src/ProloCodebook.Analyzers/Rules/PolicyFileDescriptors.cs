using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProloCodebook.Policy;

namespace ProloCodebook.Rules;

/// <summary>The rules about policy files (PCB2xxx): one per kind of problem that the reader knows, and one about the properties of the project.</summary>
internal static class PolicyFileDescriptors
{
    private const string Category = "Policy";

    /// <summary>{0} the whole message.</summary>
    public static readonly DiagnosticDescriptor UnusableSetting = Create(
        "PCB2028",
        "Property of the project cannot be used",
        DiagnosticSeverity.Error,
        "A property that says how code is generated from the policies has a value that cannot be used; the default is used instead.");

    // One field each with its id, since the release tracking reads nothing else; a test holds them to the kinds.
    private static readonly DiagnosticDescriptor Syntax = Create("PCB2001", PolicyProblemKinds.Syntax);
    private static readonly DiagnosticDescriptor YamlFeature = Create("PCB2002", PolicyProblemKinds.YamlFeature);
    private static readonly DiagnosticDescriptor Limit = Create("PCB2003", PolicyProblemKinds.Limit);
    private static readonly DiagnosticDescriptor Empty = Create("PCB2004", PolicyProblemKinds.Empty);
    private static readonly DiagnosticDescriptor UnknownKey = Create("PCB2005", PolicyProblemKinds.UnknownKey);
    private static readonly DiagnosticDescriptor MissingKey = Create("PCB2006", PolicyProblemKinds.MissingKey);
    private static readonly DiagnosticDescriptor WrongKind = Create("PCB2007", PolicyProblemKinds.WrongKind);
    private static readonly DiagnosticDescriptor WrongValue = Create("PCB2008", PolicyProblemKinds.WrongValue);
    private static readonly DiagnosticDescriptor Duplicate = Create("PCB2009", PolicyProblemKinds.Duplicate);
    private static readonly DiagnosticDescriptor DanglingReference = Create("PCB2010", PolicyProblemKinds.DanglingReference);
    private static readonly DiagnosticDescriptor SchemaVersion = Create("PCB2011", PolicyProblemKinds.SchemaVersion);
    private static readonly DiagnosticDescriptor Quote = Create("PCB2012", PolicyProblemKinds.Quote);
    private static readonly DiagnosticDescriptor Section = Create("PCB2013", PolicyProblemKinds.Section);
    private static readonly DiagnosticDescriptor NoCriteria = Create("PCB2014", PolicyProblemKinds.NoCriteria);
    private static readonly DiagnosticDescriptor Gap = Create("PCB2015", PolicyProblemKinds.Gap);
    private static readonly DiagnosticDescriptor Conflict = Create("PCB2016", PolicyProblemKinds.Conflict);
    private static readonly DiagnosticDescriptor Example = Create("PCB2017", PolicyProblemKinds.Example);
    private static readonly DiagnosticDescriptor Unused = Create("PCB2018", PolicyProblemKinds.Unused);
    private static readonly DiagnosticDescriptor Identifier = Create("PCB2019", PolicyProblemKinds.Identifier);
    private static readonly DiagnosticDescriptor SourceText = Create("PCB2020", PolicyProblemKinds.SourceText);
    private static readonly DiagnosticDescriptor NameCollision = Create("PCB2021", PolicyProblemKinds.NameCollision);
    private static readonly DiagnosticDescriptor RepeatedPolicy = Create("PCB2022", PolicyProblemKinds.RepeatedPolicy);
    private static readonly DiagnosticDescriptor RepeatedCode = Create("PCB2023", PolicyProblemKinds.RepeatedCode);
    private static readonly DiagnosticDescriptor Revisions = Create("PCB2024", PolicyProblemKinds.Revisions);
    private static readonly DiagnosticDescriptor Overlay = Create("PCB2025", PolicyProblemKinds.Overlay);
    private static readonly DiagnosticDescriptor Rule = Create("PCB2026", PolicyProblemKinds.Rule);
    private static readonly DiagnosticDescriptor Character = Create("PCB2027", PolicyProblemKinds.Character);

    /// <summary>The rules that a policy file is checked with.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfFiles { get; } = ImmutableArray.Create(
        Syntax, YamlFeature, Limit, Empty, UnknownKey, MissingKey, WrongKind, WrongValue,
        Duplicate, DanglingReference, SchemaVersion, Quote, Section, NoCriteria, Gap, Conflict,
        Example, Unused, Identifier, SourceText, NameCollision, RepeatedPolicy, RepeatedCode, Revisions,
        Overlay, Rule, Character);

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_byId =
        OfFiles.ToImmutableDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    /// <summary>Those, and the one about the properties of the project.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = OfFiles.Add(UnusableSetting);

    public static DiagnosticDescriptor Of(PolicyProblem problem) => s_byId[problem.Id];

    private static DiagnosticDescriptor Create(string id, PolicyProblemKind kind)
        => new(id, kind.Title, "{0}", Category, kind.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, isEnabledByDefault: true, kind.Description, RuleLinks.Of(id));

    // The reader writes whole messages: they say what was found, what was expected and what is nearest to it.
    private static DiagnosticDescriptor Create(string id, string title, DiagnosticSeverity severity, string description)
        => new(id, title, "{0}", Category, severity, isEnabledByDefault: true, description, RuleLinks.Of(id));
}
