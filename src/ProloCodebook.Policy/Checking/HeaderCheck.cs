namespace ProloCodebook.Policy;

/// <summary>The keys at the top of the file, and what every policy must list.</summary>
internal static class HeaderCheck
{
    public static void Check(PolicyDraft draft, ProblemList problems)
    {
        if (draft is { EffectiveFrom: { } from, EffectiveTo: { } to } && string.CompareOrdinal(from, to) > 0)
        {
            problems.Add(PolicyProblemKinds.Revisions, draft.At("effectiveTo"), $"The revision ends on {to}, before it begins on {from}. Exchange the dates.");
        }

        if (draft.IsOverlay)
        {
            if (draft.Sections.Count > 0 && draft.SourceFile is null)
            {
                problems.Add(PolicyProblemKinds.MissingKey, draft.At("sections:"), "An overlay with sections needs 'source', the text that its quotes are from.");
            }
        }
        else if (draft.Payers.Count > 0 && draft.Declared.IsWhole(DefinitionKind.Payer) && !draft.Declared.Contains(DefinitionKind.Payer, Payer.Other))
        {
            problems.Add(PolicyProblemKinds.MissingKey, draft.At("payers:"), "The payer 'Other' is missing: every payer that this policy does not tell apart. Add '- id: Other' with a title, and rules for it.");
            draft.Declared.MarkIncomplete(DefinitionKind.Payer);
        }
    }
}
