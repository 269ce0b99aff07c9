using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using ProloCodebook.Benchmarks.Hosting;

namespace ProloCodebook.Benchmarks.CodeBases;

/// <summary>Many policies of fifty codes each, as a payer has them: one service, one payer that is told apart, every code with its quote.</summary>
internal static class ManyPolicies
{
    public const int CodesPerPolicy = 50;

    public static ImmutableArray<AdditionalText> Create(int codes)
        => [.. Enumerable.Range(0, codes / CodesPerPolicy).SelectMany(number => new AdditionalText[]
        {
            new HostFile($"/policy/policy-{number}.yaml", Yaml(number), "policy"),
            new HostFile($"/policy/policy-{number}.txt", Source(number), "source"),
        })];

    /// <summary>The code at a place: A0000, …, E9999.</summary>
    public static string Code(int place) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (place / 10_000))}{place % 10_000:0000}");

    private static IEnumerable<string> CodesOf(int policy) => Enumerable.Range(policy * CodesPerPolicy, CodesPerPolicy).Select(Code);

    private static string Source(int number)
    {
        var text = new StringBuilder("Codes\n");
        foreach (var code in CodesOf(number))
        {
            text.Append(CultureInfo.InvariantCulture, $"{code} Injection of substance {code} into a joint\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"Procedure {number} is also called treatment {number}.\nEvidence\nThe evidence is not sufficient for procedure {number}.\nMedicare\nProcedure {number} is not covered.\n").ToString();
    }

    private static string Yaml(int number)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            schemaVersion: 1
            id: policy-{{number}}
            title: Procedure {{number}}
            revision: "1"
            hitPolicy: unique
            source:
              file: policy-{{number}}.txt
            sections:
              - { id: codes, heading: Codes }
              - { id: evidence, heading: Evidence }
              - { id: medicare, heading: Medicare }
            services:
              - id: procedure
                title: Procedure {{number}}
                citations: [{ section: codes, quote: Procedure {{number}} is also called treatment {{number}}. }]
                names:
                  - name: treatment {{number}}
                    citations: [{ section: codes, quote: treatment {{number}} }]
            payers:
              - { id: Medicare, title: Medicare, stance: NotCovered, cites: [medicare] }
              - { id: Other, title: Any other payer }
            statements:
              - { id: medicare, kind: medicare, text: Medicare does not cover it., citations: [{ section: medicare, quote: Procedure {{number}} is not covered. }] }
              - { id: evidence, kind: evidence, text: The evidence is not sufficient., citations: [{ section: evidence, quote: The evidence is not sufficient for procedure {{number}}. }] }
            rules:
              - { id: medicare, when: { services: [procedure], payers: [Medicare] }, outcome: NotCovered, reason: Medicare does not cover procedure {{number}}., cites: [medicare] }
              - { id: other-payer, when: { services: [procedure], payers: [Other] }, outcome: EvidenceInsufficient, reason: The evidence is not sufficient for procedure {{number}}., cites: [evidence] }
              - { id: payer-unknown, when: { services: [procedure], payers: [Unknown] }, outcome: InformationNeeded, reason: Who pays is not known., missing: [payer] }
              - { id: something-else, when: { services: [other] }, outcome: NotGoverned, reason: Another service. }
              - { id: not-described, when: { services: [undescribed] }, outcome: InformationNeeded, reason: A description is needed., missing: [description] }
            codes:

            """);
        foreach (var code in CodesOf(number))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ code: {code}, system: HCPCS, description: Injection of substance {code} into a joint, service: procedure, citations: [{{ section: codes, quote: {code} Injection of substance {code} into a joint }}] }}\n");
        }

        return text.ToString();
    }
}
