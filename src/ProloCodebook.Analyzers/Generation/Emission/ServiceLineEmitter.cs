namespace ProloCodebook.Generation.Emission;

/// <summary>ServiceLine: what an evaluator call needs to know.</summary>
internal static class ServiceLineEmitter
{
    public static string Emit(Target target)
    {
        var q = target.Q;
        const string Products = "global::System.Collections.Generic.IEnumerable<Product>";
        const string ProductList = "global::System.Collections.Generic.IReadOnlyList<Product>";
        const string Agents = "global::System.Collections.Generic.IEnumerable<Agent>";
        const string Modifiers = "global::System.Collections.Generic.IEnumerable<string>";
        const string AgentList = "global::System.Collections.Generic.IReadOnlyList<Agent>";
        const string ModifierList = "global::System.Collections.Generic.IReadOnlyList<string>";
        return target.File($$"""
            /// <summary>A line of a claim: the code to be billed, and what decides about it. Building one hands the code to the evaluator.</summary>
            {{target.GeneratedType}}
            {{target.Access}} readonly struct ServiceLine
            {
                private readonly PolicyTable.Injected{{q}} _injected;
                private readonly {{ModifierList}}{{q}} _modifiers;

                /// <summary>A line that bills <paramref name="code"/>.</summary>
                /// <param name="code">The code to be billed.</param>
                /// <param name="payer">Who is billed; <see cref="global::{{target.Namespace}}.Payer.Unknown"/> where that is not known.</param>
                /// <param name="description">What was done, in words (SV101-7, NTE): it identifies what an unlisted code stands for.</param>
                /// <param name="agents">The substances injected, in any order. A policy may decide by them; none is the same as not known. For a substance that no policy speaks of: <see cref="Agent.Other"/>.</param>
                /// <param name="serviceDate">The date of service: it picks the revision of the policy.</param>
                /// <param name="modifiers">The modifiers billed with the code.</param>
                /// <param name="products">The products injected; each stands for its agent as well.</param>
                public ServiceLine(ProcedureCode code, Payer payer, string{{q}} description = null, {{Agents}}{{q}} agents = null, global::System.DateTime? serviceDate = null, {{Modifiers}}{{q}} modifiers = null, {{Products}}{{q}} products = null)
                {
                    Code = code;
                    Payer = payer;
                    Description = description;
                    ServiceDate = serviceDate;
                    _injected = PolicyTable.Injected.Of(agents, products);
                    _modifiers = modifiers == null ? null : new global::System.Collections.ObjectModel.ReadOnlyCollection<string>(new global::System.Collections.Generic.List<string>(modifiers));
                }

                /// <summary>A line that bills <paramref name="code"/>.</summary>
                /// <param name="code">The code to be billed, as it stands on the claim: <c>M0076</c>, <c>M0076-59</c>, <c>HC:M0076:59</c>.</param>
                /// <param name="payer">Who is billed; <see cref="global::{{target.Namespace}}.Payer.Unknown"/> where that is not known.</param>
                /// <param name="description">What was done, in words (SV101-7, NTE): it identifies what an unlisted code stands for.</param>
                /// <param name="agents">The substances injected, in any order. A policy may decide by them; none is the same as not known. For a substance that no policy speaks of: <see cref="Agent.Other"/>.</param>
                /// <param name="serviceDate">The date of service: it picks the revision of the policy.</param>
                /// <param name="modifiers">The modifiers billed with the code; where null, those that <paramref name="code"/> carries.</param>
                /// <param name="products">The products injected; each stands for its agent as well.</param>
                public ServiceLine(string{{q}} code, Payer payer, string{{q}} description = null, {{Agents}}{{q}} agents = null, global::System.DateTime? serviceDate = null, {{Modifiers}}{{q}} modifiers = null, {{Products}}{{q}} products = null)
                    : this(ProcedureCode.FromText(code), payer, description, agents, serviceDate, modifiers, products)
                {
                }

                /// <summary>The code to be billed.</summary>
                public ProcedureCode Code { get; }

                /// <summary>Who is billed.</summary>
                public Payer Payer { get; }

                /// <summary>What was done, in words; null where the line has none.</summary>
                public string{{q}} Description { get; }

                /// <summary>The substances injected; empty where the line names none.</summary>
                public {{AgentList}} Agents
                {
                    get { return _injected == null ? PolicyTable.NoAgents : _injected.Agents; }
                }

                /// <summary>The products injected; empty where the line names none.</summary>
                public {{ProductList}} Products
                {
                    get { return _injected == null ? PolicyTable.NoProducts : _injected.Products; }
                }

                /// <summary>The date of service; null where it is not known.</summary>
                public global::System.DateTime? ServiceDate { get; }

                /// <summary>The modifiers billed with the code.</summary>
                public {{ModifierList}} Modifiers
                {
                    get { return _modifiers ?? PolicyTable.CodeSyntax.Modifiers(Code.Text); }
                }

                internal PolicyTable.Injected{{q}} Injected
                {
                    get { return _injected; }
                }

                /// <summary>The line in one line, for a log. The description is left out: it may tell of a patient.</summary>
                public override string ToString()
                {
                    return PolicyTable.Log.OneLine(Code.Value) + " for " + PolicyTable.Names.Of(Payer);
                }
            }
            """);
    }
}
