namespace ProloCodebook.Generation.Emission;

/// <summary>The JSON form of a decision: written by hand, so that it needs neither a package nor reflection.</summary>
internal static class JsonEmitter
{
    /// <summary>On its own line before the type; nothing where System.Text.Json is not to be had.</summary>
    public static string ConverterAttribute(Target target)
        => target.HasJson ? "\n[global::System.Text.Json.Serialization.JsonConverter(typeof(PolicyDecisionJsonConverter))]" : "";

    public static string Emit(Target target) => target.TablePart($$"""
        /// <summary>Writes decisions as JSON.</summary>
        {{target.GeneratedType}}
        internal static class Json
        {
            internal static string Of(PolicyDecision decision)
            {
                global::System.Text.StringBuilder json = new global::System.Text.StringBuilder(512);
                json.Append('{');
                Text(json, "outcome", Names.Of(decision.Outcome));
                Text(json.Append(','), "code", decision.Code.Value);
                Text(json.Append(','), "payer", Names.Of(decision.Payer));
                Text(json.Append(','), "ruleId", decision.RuleId);
                Name(json.Append(','), "reasons").Append('[');
                for (int i = 0; i < decision.Reasons.Count; i++)
                {
                    json.Append(i == 0 ? "{" : ",{");
                    Text(json, "ruleId", decision.Reasons[i].RuleId);
                    Text(json.Append(','), "text", decision.Reasons[i].Text);
                    Citations(json.Append(','), decision.Reasons[i].Citations);
                    json.Append('}');
                }

                Name(json.Append("],"), "missingInformation").Append('[');
                for (int i = 0; i < decision.MissingInformation.Count; i++)
                {
                    String(i == 0 ? json : json.Append(','), Names.Of(decision.MissingInformation[i]));
                }

                Name(json.Append("],"), "contraryEvidence").Append('[');
                for (int i = 0; i < decision.ContraryEvidence.Count; i++)
                {
                    PolicyStatement statement = decision.ContraryEvidence[i];
                    json.Append(i == 0 ? "{" : ",{");
                    Text(json, "id", statement.Id);
                    Text(json.Append(','), "kind", statement.Kind);
                    Text(json.Append(','), "text", statement.Text);
                    Text(json.Append(','), "population", statement.Population);
                    Citations(json.Append(','), statement.Citations);
                    json.Append('}');
                }

                Text(json.Append("],"), "policyId", decision.PolicyId);
                Text(json.Append(','), "policyRevision", decision.PolicyRevision);
                Text(json.Append(','), "policyHash", decision.PolicyHash);
                return json.Append('}').ToString();
            }

            private static void Citations(global::System.Text.StringBuilder json, global::System.Collections.Generic.IReadOnlyList<PolicyCitation> citations)
            {
                Name(json, "citations").Append('[');
                for (int i = 0; i < citations.Count; i++)
                {
                    json.Append(i == 0 ? "{" : ",{");
                    Text(json, "section", citations[i].Section);
                    Text(json.Append(','), "quote", citations[i].Quote);
                    json.Append('}');
                }

                json.Append(']');
            }

            private static global::System.Text.StringBuilder Name(global::System.Text.StringBuilder json, string name)
            {
                return json.Append('"').Append(name).Append("\":");
            }

            private static void Text(global::System.Text.StringBuilder json, string name, string{{target.Q}} value)
            {
                String(Name(json, name), value);
            }

            private static void String(global::System.Text.StringBuilder json, string{{target.Q}} value)
            {
                if (value == null)
                {
                    json.Append("null");
                    return;
                }

                json.Append('"');
                for (int i = 0; i < value.Length; i++)
                {
                    char c = value[i];
                    if (c == '"' || c == '\\')
                    {
                        json.Append('\\').Append(c);
                    }
                    else if (c >= ' ' && c < 127 && c != '<' && c != '>' && c != '&' && c != '\'')
                    {
                        json.Append(c);
                    }
                    else
                    {
                        // Escaped, half a surrogate pair is JSON as well; and markup in HTML is none.
                        json.Append("\\u").Append(((int)c).ToString("x4", global::System.Globalization.CultureInfo.InvariantCulture));
                    }
                }

                json.Append('"');
            }
        }
        """);

    public static string Converter(Target target) => target.File($$"""
        /// <summary>Writes decisions for System.Text.Json, without reflection. They are not read: a decision is made by evaluation alone.</summary>
        {{target.GeneratedType}}
        {{target.Access}} sealed class PolicyDecisionJsonConverter : global::System.Text.Json.Serialization.JsonConverter<PolicyDecision>
        {
            /// <summary>Throws: holding a decision is proof of evaluation.</summary>
            /// <exception cref="global::System.NotSupportedException">Always.</exception>
            public override PolicyDecision Read(ref global::System.Text.Json.Utf8JsonReader reader, global::System.Type typeToConvert, global::System.Text.Json.JsonSerializerOptions options)
            {
                throw new global::System.NotSupportedException("A PolicyDecision is not read from JSON: holding one is proof of evaluation. Read the code and the payer, and call PolicyEvaluator.Evaluate.");
            }

            /// <summary>Writes <see cref="PolicyDecision.ToJson"/>; null for a default instance, which is no decision.</summary>
            public override void Write(global::System.Text.Json.Utf8JsonWriter writer, PolicyDecision value, global::System.Text.Json.JsonSerializerOptions options)
            {
                if (value == default(PolicyDecision))
                {
                    writer.WriteNullValue();
                }
                else
                {
                    writer.WriteRawValue(value.ToJson(), skipInputValidation: true);
                }
            }
        }
        """);
}
