namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>Billing code that the consumers share. The value gets away in <c>Bill</c>: it stands in a file in the end.</summary>
internal static class BillingCode
{
    /// <summary>Bills M0076 without asking, on line 7.</summary>
    public const string Unrouted = """
        namespace Clinic.Billing
        {
            internal static class Claims
            {
                public static void Add()
                {
                    Bill({|PCB1001:"M0076"|});
                }

                private static void Bill(string code)
                {
                    System.IO.File.AppendAllText("claims.txt", code);
                }
            }
        }
        """;

    /// <summary>Asks first and acts on the answer. C# 7.3, no implicit usings; <c>NAMESPACE</c> stands for that of the generated types.</summary>
    public const string Routed = """
        using NAMESPACE;

        namespace Clinic.Billing
        {
            internal static class Claims
            {
                public static string Add(string payer)
                {
                    Payer who = payer == "medicare" ? Payer.Medicare : Payer.Unknown;
                    PolicyDecision decision = PolicyEvaluator.Evaluate(CodeText.HcpcsM0076, who);
                    if (decision.IsGoverned)
                    {
                        return decision.Outcome.ToString();
                    }

                    Bill(Codes.HcpcsM0076.Value);
                    return "billed";
                }

                private static void Bill(string code)
                {
                    System.IO.File.AppendAllText("claims.txt", code);
                }
            }
        }
        """;

    public static string RoutedIn(string @namespace) => Routed.Replace("NAMESPACE", @namespace, StringComparison.Ordinal);
}
