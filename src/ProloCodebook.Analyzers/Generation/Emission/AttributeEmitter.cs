namespace ProloCodebook.Generation.Emission;

/// <summary>The attributes that tell the analyzer what it cannot see.</summary>
internal static class AttributeEmitter
{
    public static string RoutesToPolicy(Target target) => target.File($$"""
        /// <summary>Tells the analyzer that the parameter, or each parameter of the method, is handed to the evaluator: a code that goes in is routed.</summary>
        {{target.GeneratedType}}
        [global::System.AttributeUsage(global::System.AttributeTargets.Parameter | global::System.AttributeTargets.Method, AllowMultiple = false)]
        {{target.Access}} sealed class RoutesToPolicyAttribute : global::System.Attribute
        {
        }
        """);

    public static string PolicyExempt(Target target) => target.File($$"""
        /// <summary>Tells the analyzer that codes in this member, type or assembly are not billed.</summary>
        {{target.GeneratedType}}
        [global::System.AttributeUsage(global::System.AttributeTargets.All, AllowMultiple = false, Inherited = false)]
        {{target.Access}} sealed class PolicyExemptAttribute : global::System.Attribute
        {
            /// <summary>Exempts, and says why.</summary>
            /// <param name="reason">Why codes here are not billed. Reviewers read it.</param>
            public PolicyExemptAttribute(string reason)
            {
                Reason = reason;
            }

            /// <summary>Why codes here are not billed.</summary>
            public string Reason { get; }
        }
        """);
}
