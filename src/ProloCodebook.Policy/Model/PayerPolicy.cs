namespace ProloCodebook.Policy;

/// <summary>One payer's policy as its YAML file states it. Compared by value and free of positions, so that an edit that changes no meaning changes nothing here.</summary>
/// <param name="Id">Kebab case, the same in every revision: <c>prolotherapy</c>.</param>
/// <param name="Revision">Which edition of the policy this is.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal, of the policy's meaning and its source text; comments and layout do not count.</param>
/// <param name="Rules">The first rule that applies decides. Within one file no two rules apply to the same line (proved); in a merged policy the rules of overlays come first.</param>
/// <param name="Refines">The id of the policy that this overlay refines; null for a policy of its own. What <see cref="PolicySet"/> returns never has it.</param>
/// <param name="EffectiveFrom">First service date that the revision governs, <c>yyyy-MM-dd</c>; null: no beginning is stated.</param>
/// <param name="EffectiveTo">Last service date that the revision governs, <c>yyyy-MM-dd</c>; null: no end is stated.</param>
public sealed record PayerPolicy(
    string Id,
    string Title,
    string Revision,
    string Hash,
    EquatableArray<PolicySection> Sections,
    EquatableArray<PolicyCode> Codes,
    EquatableArray<PolicyService> Services,
    EquatableArray<PolicyPayer> Payers,
    EquatableArray<PolicyAgent> Agents,
    EquatableArray<PolicyProduct> Products,
    EquatableArray<PolicyStatement> Statements,
    EquatableArray<PolicyAbsence> NotStated,
    EquatableArray<PolicyRule> Rules,
    string? Refines = null,
    string? EffectiveFrom = null,
    string? EffectiveTo = null);

/// <summary>A section of the policy's text. Sections that are no coverage criteria cannot be cited by a rule.</summary>
public sealed record PolicySection(string Id, string Heading, bool IsCriteria);

/// <summary>The exact words of the policy's text that a statement rests on.</summary>
public sealed record PolicyCitation(string Section, string Quote);

/// <summary>A procedure code that the policy lists, and so guards.</summary>
/// <param name="Value">Upper case, without white space: <c>M0076</c>.</param>
/// <param name="System"><c>HCPCS</c> or <c>CPT</c>.</param>
/// <param name="Service">The id of the service that the code alone identifies; null for an unlisted code, which only a description identifies.</param>
public sealed record PolicyCode(string Value, string System, string Description, string? Service, EquatableArray<PolicyCitation> Citations);

/// <summary>What a service line may turn out to be about, and the names it goes by in a description.</summary>
/// <param name="IsRelated">The service belongs to another, related policy.</param>
public sealed record PolicyService(string Id, string Title, bool IsRelated, EquatableArray<PolicyTerm> Names, EquatableArray<PolicyCitation> Citations);

/// <summary>A name of a service, as written in the text. Its citations document the name; a decision never cites them.</summary>
public sealed record PolicyTerm(string Text, EquatableArray<PolicyCitation> Citations);

/// <summary>A payer that the policy tells apart.</summary>
/// <param name="Id">The name of the generated enum member. <c>Other</c> is every payer that the policy does not tell apart, those of other policies included. <c>Unknown</c> is never listed: it is always there.</param>
/// <param name="Stance"><c>NotStated</c> or <c>NotCovered</c>.</param>
/// <param name="Like">In an overlay: the payer of the refined policy whose rules hold where the overlay has none.</param>
public sealed record PolicyPayer(string Id, string Title, string Stance, EquatableArray<PolicyCitation> Citations, string? Like = null);

/// <summary>A substance. <paramref name="Id"/> is the name of the generated enum member.</summary>
/// <param name="Role">What the text says it is used as; see AgentRole in policy/README.md.</param>
/// <param name="FdaStatus"><c>NotStated</c> where the text is silent.</param>
public sealed record PolicyAgent(string Id, string Name, string Role, EquatableArray<string> CombinedWith, string FdaStatus, EquatableArray<PolicyCitation> Citations);

/// <summary>A product on the market. <paramref name="Id"/> is the name of the generated enum member.</summary>
public sealed record PolicyProduct(string Id, string Name, string Agent, string? Form, string FdaStatus, EquatableArray<PolicyCitation> Citations);

/// <summary>Something the text states that decisions rest on: evidence, a stance and its history, a society's position.</summary>
/// <param name="Kind"><c>medicare</c>, <c>evidence</c>, <c>position</c>, <c>regulatory</c> or <c>background</c>.</param>
/// <param name="Population">Whom it is about, where the text says so.</param>
public sealed record PolicyStatement(string Id, string Kind, string Text, string? Population, EquatableArray<PolicyCitation> Citations);

/// <summary>Something a reader would look for and the text does not state.</summary>
public sealed record PolicyAbsence(string Id, string Text);

/// <summary>A line of the decision table.</summary>
/// <param name="Services">Ids of services, or <c>undescribed</c> (an unlisted code without a description), or <c>other</c> (a description that names none of the services). Empty: any.</param>
/// <param name="Payers">Ids of payers, or <c>Unknown</c>. Empty: any.</param>
/// <param name="Outcome">The name of a member of the generated enum Outcome.</param>
/// <param name="Cites">Ids of statements, services or codes whose citations are the decision's.</param>
/// <param name="Contrary">Ids of statements that speak against the outcome and are listed with it.</param>
/// <param name="Loosens">A rule of an overlay that gives a less strict outcome than the policy it refines; its reason says so.</param>
/// <param name="Missing">What would have to be known: <c>description</c>, <c>payer</c>, <c>serviceDate</c>, <c>agents</c>.</param>
/// <param name="Agents">Ids of agents, or <c>Other</c> (a substance that is none of them), or <c>Unknown</c> (none is named). A product counts as its agent. Empty: any.</param>
/// <param name="Products">Ids of products, or <c>Unknown</c> (none of them is named). Empty: any.</param>
public sealed record PolicyRule(
    string Id,
    EquatableArray<string> Services,
    EquatableArray<string> Payers,
    string Outcome,
    string Reason,
    EquatableArray<string> Cites,
    EquatableArray<string> Contrary,
    EquatableArray<string> Missing,
    bool Loosens = false,
    EquatableArray<string> Agents = default,
    EquatableArray<string> Products = default);
