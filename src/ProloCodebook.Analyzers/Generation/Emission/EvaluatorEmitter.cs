namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyEvaluator and IPolicyEvaluator.</summary>
internal static class EvaluatorEmitter
{
    public static string Evaluator(Target target)
    {
        var q = target.Q;
        return target.File($$"""
            /// <summary>Decides by the policies of this project what to make of a service line. It never throws, and changes nothing.</summary>
            {{target.GeneratedType}}
            {{target.Access}} static class PolicyEvaluator
            {
                /// <summary>The evaluator as an object, for dependency injection.</summary>
                public static IPolicyEvaluator Instance { get; } = new Evaluator();

                /// <summary>Decides about a service line.</summary>
                public static PolicyDecision Evaluate(ServiceLine line)
                {
                    return Decide(line.Code, line.Payer, line.Description, line.ServiceDate, line.Injected);
                }

                /// <summary>Decides about a code.</summary>
                /// <param name="code">The code to be billed, as it stands on the claim: <c>M0076</c>, <c>M0076-59</c>, <c>HC:M0076:59</c>. What is no code is not governed.</param>
                /// <param name="payer">Who is billed; <see cref="global::{{target.Namespace}}.Payer.Unknown"/> where that is not known.</param>
                /// <param name="description">What was done, in words (SV101-7, NTE): it identifies what an unlisted code stands for.</param>
                {{Target.Inlined}}
                public static PolicyDecision Evaluate(string{{q}} code, Payer payer, string{{q}} description = null)
                {
                    return Decide(ProcedureCode.FromText(code), payer, description, null, null);
                }

                /// <summary>Decides about a code.</summary>
                /// <param name="code">The code to be billed.</param>
                /// <param name="payer">Who is billed; <see cref="global::{{target.Namespace}}.Payer.Unknown"/> where that is not known.</param>
                /// <param name="description">What was done, in words (SV101-7, NTE): it identifies what an unlisted code stands for.</param>
                {{Target.Inlined}}
                public static PolicyDecision Evaluate(ProcedureCode code, Payer payer, string{{q}} description = null)
                {
                    return Decide(code, payer, description, null, null);
                }

                {{Target.Inlined}}
                private static PolicyDecision Decide(ProcedureCode code, Payer payer, string{{q}} description, global::System.DateTime? serviceDate, PolicyTable.Injected{{q}} injected)
                {
                    if (!PolicyTable.Names.IsDefined(payer))
                    {
                        payer = Payer.Unknown;
                    }

                    PolicyTable.Ruling ruling = code.Number < 0 ? PolicyTable.NotListed : PolicyTable.Decide(code.Number, payer, description, serviceDate, injected);
                    return new PolicyDecision(ruling, code, payer);
                }

                {{target.Generated}}
                [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
                private sealed class Evaluator : IPolicyEvaluator
                {
                    public PolicyDecision Evaluate(ServiceLine line)
                    {
                        return PolicyEvaluator.Evaluate(line);
                    }

                    public PolicyDecision Evaluate(string{{q}} code, Payer payer, string{{q}} description = null)
                    {
                        return PolicyEvaluator.Evaluate(code, payer, description);
                    }

                    public PolicyDecision Evaluate(ProcedureCode code, Payer payer, string{{q}} description = null)
                    {
                        return PolicyEvaluator.Evaluate(code, payer, description);
                    }
                }
            }
            """);
    }

    public static string Interface(Target target)
    {
        var q = target.Q;
        return target.File($$"""
            /// <summary><see cref="PolicyEvaluator"/> as a service, for dependency injection and substitution in tests.</summary>
            {{target.Generated}}
            {{target.Access}} interface IPolicyEvaluator
            {
                /// <summary>Decides about a service line.</summary>
                PolicyDecision Evaluate(ServiceLine line);

                /// <summary>Decides about a code.</summary>
                /// <param name="code">The code to be billed, as it stands on the claim: <c>M0076</c>, <c>M0076-59</c>, <c>HC:M0076:59</c>. What is no code is not governed.</param>
                /// <param name="payer">Who is billed; <see cref="Payer.Unknown"/> where that is not known.</param>
                /// <param name="description">What was done, in words (SV101-7, NTE): it identifies what an unlisted code stands for.</param>
                PolicyDecision Evaluate(string{{q}} code, Payer payer, string{{q}} description = null);

                /// <summary>Decides about a code.</summary>
                /// <param name="code">The code to be billed.</param>
                /// <param name="payer">Who is billed; <see cref="Payer.Unknown"/> where that is not known.</param>
                /// <param name="description">What was done, in words (SV101-7, NTE): it identifies what an unlisted code stands for.</param>
                PolicyDecision Evaluate(ProcedureCode code, Payer payer, string{{q}} description = null);
            }
            """);
    }
}
