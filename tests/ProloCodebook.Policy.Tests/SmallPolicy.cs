namespace ProloCodebook.Policy.Tests;

/// <summary>The smallest policy that uses most of the format, made up, without problems; tests break it in one place each.</summary>
internal static class SmallPolicy
{
    public const string Source = """
        Introduction
        Dry needling is in fashion.
        Coding
        M1234 Dry needling
        20999 Unlisted procedure
        Coverage
        Dry needling is not covered by Medicare. The evidence is thin. A saline solution may be used, sold as Salina.
        """;

    public const string Yaml = """
        schemaVersion: 1
        id: dry-needling
        title: Dry needling
        revision: "1"
        hitPolicy: unique
        source:
          file: dry.txt
        sections:
          - { id: intro, heading: Introduction, criteria: false }
          - { id: coding, heading: Coding }
          - { id: coverage, heading: Coverage }
        statements:
          - id: not-covered
            kind: medicare
            text: Medicare does not cover it.
            citations: [{ section: coverage, quote: Dry needling is not covered by Medicare. }]
          - id: fashion
            kind: background
            text: It is in fashion.
            citations: [{ section: intro, quote: Dry needling is in fashion. }]
          - id: thin
            kind: evidence
            text: The evidence is thin.
            citations: [{ section: coverage, quote: The evidence is thin. }]
        codes:
          - code: M1234
            system: HCPCS
            description: Dry needling
            service: needling
            citations: [{ section: coding, quote: M1234 Dry needling }]
          - code: "20999"
            system: CPT
            description: Unlisted procedure
            citations: [{ section: coding, quote: 20999 Unlisted procedure }]
        services:
          - id: needling
            title: Dry needling
            citations: [{ section: coding, quote: M1234 Dry needling }]
            names:
              - name: dry needling
                citations: [{ section: coding, quote: Dry needling }]
        payers:
          - id: Medicare
            title: Medicare
            stance: NotCovered
            cites: [not-covered]
          - id: Other
            title: Any other payer
        agents:
          - id: Saline
            name: saline
            role: Adjunct
            fdaStatus: NotStated
            citations: [{ section: coverage, quote: A saline solution may be used }]
        products:
          - id: Salina
            name: Salina
            agent: Saline
            fdaStatus: NotStated
            citations: [{ section: coverage, quote: sold as Salina }]
        notStated:
          - { id: units, text: Units. }
        rules:
          - id: medicare
            when: { services: [needling], payers: [Medicare] }
            outcome: NotCovered
            reason: Medicare does not cover it.
            cites: [not-covered]
          - id: others
            when: { services: [needling], payers: [Other] }
            outcome: EvidenceInsufficient
            reason: The evidence is thin.
            cites: [thin]
          - id: payer-unknown
            when: { services: [needling], payers: [Unknown] }
            outcome: InformationNeeded
            reason: Who pays is not known.
            missing: [payer]
          - id: something-else
            when: { services: [other] }
            outcome: NotGoverned
            reason: Something else.
          - id: undescribed
            when: { services: [undescribed] }
            outcome: InformationNeeded
            reason: No description.
            missing: [description]
        examples:
          - { code: M1234, payer: Medicare, outcome: NotCovered, rule: medicare }
          - { code: "20999", payer: Other, outcome: InformationNeeded, missing: [description] }

        """;

    public const string Overlay = """
        schemaVersion: 1
        id: my-plan
        title: My plan
        revision: "1"
        refines: dry-needling
        hitPolicy: unique
        payers:
          - { id: MyPlan, title: My plan, like: Other }
        rules:
          - id: my-plan
            when: { services: [needling], payers: [MyPlan] }
            outcome: NotCovered
            reason: My plan follows Medicare.
            cites: [not-covered]
        examples:
          - { code: M1234, payer: MyPlan, outcome: NotCovered, rule: my-plan }

        """;

    /// <summary>The policy with <paramref name="instead"/> in the first place of <paramref name="written"/>.</summary>
    public static string With(string written, string instead) => Replace(Yaml, written, instead);

    public static string Replace(string yaml, string written, string instead)
    {
        var at = yaml.IndexOf(written, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{written}' is not in the policy.");
        return yaml[..at] + instead + yaml[(at + written.Length)..];
    }

    public static PolicyReading Read(string? yaml) => PolicyReader.Read(yaml, [new PolicySourceText("policies/dry.txt", Source)]);

    /// <summary>A problem as <c>(line,column) id: message</c>, counted from one.</summary>
    public static string Show(PolicyProblem problem)
        => $"({problem.Span.StartLine + 1},{problem.Span.StartColumn + 1}) {problem.Id}: {problem.Message}";
}
