namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyDecision, and what its reasons are made of.</summary>
internal static class DecisionEmitter
{
    private const string List = "global::System.Collections.Generic.IReadOnlyList";

    public static string Decision(Target target)
    {
        var q = target.Q;
        var missing = $"{List}<global::{target.Namespace}.MissingInformation>";
        return target.File($$"""
            /// <summary>What the policy makes of a service line, and why. Only <see cref="PolicyEvaluator"/> makes one: holding it is proof of evaluation.</summary>
            {{target.GeneratedType}}{{JsonEmitter.ConverterAttribute(target)}}
            {{target.Access}} readonly struct PolicyDecision : global::System.IEquatable<PolicyDecision>
            {
                // Shared by all decisions of the same rule. Null in a default instance, which is no decision.
                private readonly PolicyTable.Ruling{{q}} _ruling;
                private readonly ProcedureCode _code;
                private readonly Payer _payer;

                internal PolicyDecision(PolicyTable.Ruling ruling, ProcedureCode code, Payer payer)
                {
                    _ruling = ruling;
                    _code = code;
                    _payer = payer;
                }

                /// <summary>What the policy makes of the line.</summary>
                public Outcome Outcome
                {
                    get { return Ruling.Outcome; }
                }

                /// <summary>The policy has something to say: the outcome is not <see cref="global::{{target.Namespace}}.Outcome.NotGoverned"/>.</summary>
                public bool IsGoverned
                {
                    get { return Ruling.Outcome != global::{{target.Namespace}}.Outcome.NotGoverned; }
                }

                /// <summary>The code that was decided about.</summary>
                public ProcedureCode Code
                {
                    get { return Ruling == null ? default(ProcedureCode) : _code; }
                }

                /// <summary>The payer that was decided for; <see cref="global::{{target.Namespace}}.Payer.Unknown"/> also where the line had none that is defined.</summary>
                public Payer Payer
                {
                    get { return Ruling == null ? default(Payer) : _payer; }
                }

                /// <summary>Why: the rule that decided, in words, with the places of the policy that it rests on.</summary>
                public {{List}}<PolicyReason> Reasons
                {
                    get { return Ruling.Reasons; }
                }

                /// <summary>What would have to be known to decide; empty unless the outcome is <see cref="global::{{target.Namespace}}.Outcome.InformationNeeded"/>.</summary>
                public {{missing}} MissingInformation
                {
                    get { return Ruling.MissingInformation; }
                }

                /// <summary>What the policy states that speaks against the outcome.</summary>
                public {{List}}<PolicyStatement> ContraryEvidence
                {
                    get { return Ruling.ContraryEvidence; }
                }

                /// <summary>The rule that decided; empty where no policy lists the code.</summary>
                public string RuleId
                {
                    get { return Ruling.RuleId; }
                }

                /// <summary>The policy that decided.</summary>
                public string PolicyId
                {
                    get { return Ruling.PolicyId; }
                }

                /// <summary>The edition of the policy that decided.</summary>
                public string PolicyRevision
                {
                    get { return Ruling.PolicyRevision; }
                }

                /// <summary>SHA-256 of the meaning and the source text of the policy that decided, for audit and replay.</summary>
                public string PolicyHash
                {
                    get { return Ruling.PolicyHash; }
                }

                private PolicyTable.Ruling Ruling
                {
                    get { return _ruling ?? PolicyTable.Ruling.None(); }
                }

                /// <summary>The same ruling about the same code and payer.</summary>
                public static bool operator ==(PolicyDecision left, PolicyDecision right)
                {
                    return left.Equals(right);
                }

                /// <summary>Not the same ruling, code or payer.</summary>
                public static bool operator !=(PolicyDecision left, PolicyDecision right)
                {
                    return !left.Equals(right);
                }

                /// <summary>The same ruling about the same code and payer.</summary>
                public bool Equals(PolicyDecision other)
                {
                    return ReferenceEquals(_ruling, other._ruling) && _code == other._code && _payer == other._payer;
                }

                /// <inheritdoc/>
                public override bool Equals(object{{q}} obj)
                {
                    return obj is PolicyDecision && Equals((PolicyDecision)obj);
                }

                /// <inheritdoc/>
                public override int GetHashCode()
                {
                    return _ruling == null ? 0 : unchecked((((_ruling.RuleId.Length * 31) + _code.GetHashCode()) * 31) + (int)_payer);
                }

                /// <summary>The decision in one line, for a log.</summary>
                public override string ToString()
                {
                    return _ruling == null ? "no decision" : _ruling.ToString(_code, _payer);
                }

                /// <summary>The decision as JSON (RFC 8259), with everything that an audit needs.</summary>
                public string ToJson()
                {
                    return PolicyTable.Json.Of(this);
                }
            }
            """);
    }

    public static string Reason(Target target) => target.File($$"""
        /// <summary>Why a decision came out as it did.</summary>
        {{target.GeneratedType}}
        {{target.Access}} sealed class PolicyReason
        {
            internal PolicyReason(string ruleId, string text, PolicyCitation[] citations)
            {
                RuleId = ruleId;
                Text = text;
                Citations = new global::System.Collections.ObjectModel.ReadOnlyCollection<PolicyCitation>(citations);
            }

            /// <summary>The rule of the policy that applied.</summary>
            public string RuleId { get; }

            /// <summary>The reason in words.</summary>
            public string Text { get; }

            /// <summary>The places of the policy that the rule rests on.</summary>
            public {{List}}<PolicyCitation> Citations { get; }

            /// <summary>The rule and the reason.</summary>
            public override string ToString()
            {
                return RuleId + ": " + Text;
            }
        }
        """);

    public static string Citation(Target target) => target.File($$"""
        /// <summary>A place of the policy's text.</summary>
        {{target.GeneratedType}}
        {{target.Access}} sealed class PolicyCitation
        {
            internal PolicyCitation(string section, string quote)
            {
                Section = section;
                Quote = quote;
            }

            /// <summary>The heading of the section.</summary>
            public string Section { get; }

            /// <summary>The exact words.</summary>
            public string Quote { get; }

            /// <summary>The words and the section.</summary>
            public override string ToString()
            {
                return "\"" + Quote + "\" (" + Section + ")";
            }
        }
        """);

    public static string Statement(Target target) => target.File($$"""
        /// <summary>Something that the policy states and decisions rest on: evidence, a stance and its history, a society's position.</summary>
        {{target.GeneratedType}}
        {{target.Access}} sealed class PolicyStatement
        {
            internal PolicyStatement(string id, string kind, string text, string{{target.Q}} population, PolicyCitation[] citations)
            {
                Id = id;
                Kind = kind;
                Text = text;
                Population = population;
                Citations = new global::System.Collections.ObjectModel.ReadOnlyCollection<PolicyCitation>(citations);
            }

            /// <summary>Its name in the policy file.</summary>
            public string Id { get; }

            /// <summary>What kind of statement it is: <c>medicare</c>, <c>evidence</c>, <c>position</c>, <c>regulatory</c> or <c>background</c>.</summary>
            public string Kind { get; }

            /// <summary>The statement in words.</summary>
            public string Text { get; }

            /// <summary>Whom it is about; null where the policy does not say so.</summary>
            public string{{target.Q}} Population { get; }

            /// <summary>Where the policy states it.</summary>
            public {{List}}<PolicyCitation> Citations { get; }

            /// <summary><see cref="Text"/>.</summary>
            public override string ToString()
            {
                return Text;
            }
        }
        """);
}
