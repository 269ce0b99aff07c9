namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable.Ruling: all of a decision that does not depend on the line, made once per rule.</summary>
internal static class RulingEmitter
{
    public static string Emit(Target target, Codebook codebook) => target.TablePart(writer =>
    {
        var q = target.Q;
        const string List = "global::System.Collections.Generic.IReadOnlyList";
        const string Collection = "global::System.Collections.ObjectModel.ReadOnlyCollection";
        writer.Write($$"""
            /// <summary>What a rule decides: shared by all decisions that it makes.</summary>
            {{target.GeneratedType}}
            internal sealed class Ruling
            {
                internal readonly Outcome Outcome;
                internal readonly string PolicyId;
                internal readonly string PolicyRevision;
                internal readonly string PolicyHash;
                internal readonly string RuleId;
                internal readonly {{List}}<PolicyReason> Reasons;
                internal readonly {{List}}<MissingInformation> MissingInformation;
                internal readonly {{List}}<PolicyStatement> ContraryEvidence;

                internal Ruling(Outcome outcome, string policyId, string policyRevision, string policyHash, PolicyReason reason, MissingInformation[] missing, PolicyStatement[] contrary)
                {
                    Outcome = outcome;
                    PolicyId = policyId;
                    PolicyRevision = policyRevision;
                    PolicyHash = policyHash;
                    RuleId = reason.RuleId;
                    Reasons = new {{Collection}}<PolicyReason>(new PolicyReason[] { reason });
                    MissingInformation = new {{Collection}}<MissingInformation>(missing);
                    ContraryEvidence = new {{Collection}}<PolicyStatement>(contrary);
                }

                // Apart from its callers, so that reading a decision is inlined.
                internal static Ruling None()
                {
                    throw new global::System.InvalidOperationException("This PolicyDecision is a default instance: nothing was evaluated. Call PolicyEvaluator.Evaluate and use the decision that it returns.");
                }

                internal string ToString(ProcedureCode code, Payer payer)
                {
                    global::System.Text.StringBuilder text = new global::System.Text.StringBuilder(160);
                    text.Append(Names.Of(Outcome)).Append(": ").Append(Log.OneLine(code.Value)).Append(" for ").Append(Names.Of(payer));
                    foreach (PolicyReason reason in Reasons)
                    {
                        text.Append(" - ").Append(Log.OneLine(reason.Text)).Append(" [rule ").Append(Log.OneLine(reason.RuleId));
                        foreach (PolicyCitation citation in reason.Citations)
                        {
                            text.Append("; ").Append(Log.OneLine(citation.Section)).Append(": \"").Append(Log.OneLine(citation.Quote)).Append('"');
                        }

                        text.Append(']');
                    }

                    for (int i = 0; i < MissingInformation.Count; i++)
                    {
                        text.Append(i == 0 ? " missing: " : ", ").Append(Names.Of(MissingInformation[i]));
                    }

                    text.Append(" (policy ").Append(Log.OneLine(PolicyId)).Append(", revision ").Append(Log.OneLine(PolicyRevision));
                    text.Append(", ").Append(PolicyHash, 0, global::System.Math.Min(12, PolicyHash.Length)).Append(')');
                    return text.ToString();
                }
            }

            /// <summary>Text that a log can hold.</summary>
            {{target.GeneratedType}}
            internal static class Log
            {
                /// <summary>The text without line ends and controls: what stands in a claim must not make log lines of its own.</summary>
                internal static string OneLine(string text)
                {
                    for (int i = 0; i < text.Length; i++)
                    {
                        if (Breaks(text[i]))
                        {
                            char[] line = text.ToCharArray();
                            for (; i < line.Length; i++)
                            {
                                if (Breaks(line[i]))
                                {
                                    line[i] = ' ';
                                }
                            }

                            return new string(line);
                        }
                    }

                    return text;
                }

                private static bool Breaks(char c)
                {
                    return char.IsControl(c) || c == '\u2028' || c == '\u2029';
                }
            }

            """);
        writer.Summary("The names of enum members, without reflection.");
        writer.Write(target.GeneratedType);
        using (writer.Begin("internal static class Names"))
        {
            writer.Write($$"""
                internal static bool IsDefined(Payer payer)
                {
                    return (uint)payer <= {{Literal.Of(codebook.Payers.Count)}};
                }

                """);
            Names(writer, "Payer", ["Unknown", .. codebook.Payers.Select(payer => payer.Id)]);
            writer.Line();
            Names(writer, "Outcome", Vocabulary.Outcomes.Select(outcome => outcome.Name));
            writer.Line();
            Names(writer, "MissingInformation", Vocabulary.MissingInformation.Select(missing => missing.Name));
        }
    });

    private static void Names(SourceWriter writer, string type, IEnumerable<string> names)
    {
        using (writer.Begin($"internal static string Of({type} value)"))
        using (writer.Begin("switch (value)"))
        {
            foreach (var name in names)
            {
                writer.Write($"case {type}.{UniqueNames.Escaped(name)}:");
                writer.Write($"    return {Literal.Of(name)};");
            }

            writer.Write("default:");
            writer.Write("    return ((int)value).ToString(global::System.Globalization.CultureInfo.InvariantCulture);");
        }
    }
}
