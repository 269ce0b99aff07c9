namespace ProloCodebook.Tests.Harness;

/// <summary>What every routing case is compiled with: usings, and members that stand for code whose body we do not see.</summary>
internal static class CasePrelude
{
    public const string FileName = "Prelude.cs";

    public const string Source = """
        global using System;
        global using System.Collections;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using ProloCodebook;
        global using static Outside;

        public interface IBiller { void Bill(string code); void BillAll(IEnumerable<string> codes); }

        internal static class Outside
        {
            public static extern void Bill(string code);
            public static extern void BillProcedure(ProcedureCode code);
            public static extern void BillInt(int cptCode);
            public static extern void BillAll(System.Collections.Generic.IEnumerable<string> codes);
            public static extern void Charge(string code, decimal amount);
            public static extern void Take(object value);
            public static extern bool Flag();
            public static extern void Note(string text);
            public static extern void Keep(PolicyDecision decision);
            public static extern Payer AnyPayer();
        }
        """;
}
