using System.Globalization;
using System.Text;

namespace ProloCodebook.Tests.Robustness;

/// <summary>
/// Code that is deep, long or wide beyond what people write, as generators and attackers do. Some shapes take the compiler itself long; those are
/// smaller unless <c>PROLOCODEBOOK_FULL_SHAPES=1</c> says otherwise:
/// <code>PROLOCODEBOOK_FULL_SHAPES=1 dotnet test tests/ProloCodebook.Analyzers.Tests --filter OddShapes</code>
/// </summary>
public sealed class OddShapesTests
{
    private const string Bill = "Bill(\"M0076\");";
    private const string Guard = "if (PolicyEvaluator.Evaluate(\"M0076\", AnyPayer()).IsGoverned) return;";

    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("PROLOCODEBOOK_FULL_SHAPES") == "1";

    /// <summary>By name: the source, and whether a reference in it must be reported.</summary>
    private static readonly Dictionary<string, (Func<string> Source, bool IsReported)> s_shapes = new()
    {
        ["5,000 nested parentheses"] = (() => Method($"Bill({new string('(', 5000)}\"M0076\"{new string(')', 5000)});"), false),
        ["200 nested parentheses"] = (() => Method($"Bill({new string('(', 200)}\"M0076\"{new string(')', 200)});"), true),
        ["a concatenation of 5,000 terms"] = (() => Method($"Bill({Join(" + ", 5000, i => i == 4000 ? "\"HC:M0076\"" : i == 0 ? "\"\"" : "Flag()")});"), true),
        ["a constant concatenation of 5,000 terms"] = (() => Method($"Bill({Join(" + ", 5000, i => i == 4999 ? "\"HC:M0076\"" : "\" \"")});"), true),
        ["an interpolated string of 2,000 holes"] = (() => Method($"Bill($\"HC:M0076{Join("*", 2000, _ => "{Flag()}")}\");"), true),
        ["a chain of 2,000 calls"] = (() => Method($"Bill(new System.Text.StringBuilder(){Join("", 2000, i => i == 1000 ? ".Append(\"M0076\")" : ".Append(Flag())")}.ToString());"), true),
                // (Two thousand overflow the stack of the compiler itself.)
        ["200 nested lambdas"] = (() => Method($"{Join("", 200, i => $"Action a{i} = () => {{ ")}{Bill}{Join("", 200, i => $"}}; a{199 - i}();")}"), true),
        ["50 nested lambdas"] = (() => Method($"{Join("", 50, i => $"Action a{i} = () => {{ ")}{Bill}{Join("", 50, i => $"}}; a{49 - i}();")}"), true),
        ["1,000 nested blocks"] = (() => Method($"{Join("", 1000, _ => "if (Flag()) {")}{Bill}{Join("", 1000, _ => "}")}"), true),
        ["200 nested loops"] = (() => Method($"string c = \"M0076\"; {Join("", 200, i => i % 2 == 0 ? "while (Flag()) {" : "do {")} c = c.Trim(); Bill(c); {Join("", 200, i => i % 2 == 0 ? "} while (Flag());" : "}")}"), true),
        ["100 nested try statements"] = (() => Method($"{Join("", 100, _ => "try {")}{Guard}{Join("", 100, i => i % 2 == 0 ? "} finally { Note(\"\"); }" : "} catch (InvalidOperationException) { throw; }")}{Bill}"), false),
        ["a return behind each of 60 usings"] = (() => Method($"{Join("\n", 60, i => $"using var scope{i} = (IDisposable)null; if (Flag()) return;")} {Bill}"), true),
        ["a code in each of 60 usings in a loop"] = (() => Method($"var codes = new List<string>(); while (Flag()) {{ {Join("\n", 60, i => $"using (IDisposable scope{i} = null) {{ if (Flag()) continue; codes.Add(\"M0076\"); }}")} }} BillAll(codes);"), true),
        ["10 finally blocks in one another"] = (() => Method($"var c = \"\"; {Join("", 10, _ => "try { Note(\"\"); } finally { ")} c = \"M0076\"; {Join("", 10, _ => "}")} Bill(c);"), true),
        ["300 nested conditional expressions"] = (() => Method($"Bill({Join("", 300, _ => "Flag() ? \"x\" : ")}\"M0076\");"), true),
        ["a switch of 10,000 case labels"] = (() => Method($"switch (Console.ReadLine()) {{ {Join("", s_isFull ? 10000 : 2000, i => $"case \"{i}\":")} Note(\"\"); break; case \"M0076\": Bill(\"x\"); break; }}"), true),
        ["a switch of 2,000 sections"] = (() => Method($"switch (Console.ReadLine()) {{ {Join("", s_isFull ? 2000 : 500, i => $"case \"{i}\": Note(\"\"); break;")} default: {Bill} break; }}"), true),
        ["a switch expression of 2,000 arms"] = (() => Method($"Charge(Console.ReadLine(), Console.ReadLine() switch {{ {Join("", s_isFull ? 2000 : 500, i => $"\"{i}\" => {i}m, ")} \"M0076\" => 35m, _ => 0m }});"), true),
        ["an array of 10,000 elements"] = (() => Method($"var codes = new[] {{ {Join(", ", 10000, i => $"\"9{i}\"")}, \"M0076\" }}; BillAll(codes);"), true),
        ["a collection expression of 10,000 elements"] = (() => Method($"List<string> codes = [{Join(", ", 10000, i => i % 100 == 0 ? "\"M0076\"" : $"\"9{i}\"")}]; BillAll(codes);"), true),
        ["a dictionary of 10,000 elements in a field"] = (() => $"class C {{ static readonly Dictionary<string, decimal> s_fees = new() {{ {Join(", ", 10000, i => $"[\"9{i}\"] = {i}m")}, [\"M0076\"] = 35m }}; decimal Fee(string c) => s_fees[c]; }}", true),
        ["10,000 object initializers"] = (() => Method($"Take(new[] {{ {Join(", ", s_isFull ? 10000 : 3000, i => $"new {{ Code = \"9{i}\", Fee = {i} }}")}, new {{ Code = \"M0076\", Fee = 1 }} }});"), true),
        ["5,000 statements with 1,000 references"] = (() => Method(Join("\n", 1000, i => $"var c{i} = \"M0076\"; Note(\"\"); var d{i} = c{i}; if (Flag()) Bill(d{i}); Note(\"\");")), true),
        ["5,000 statements with 1,000 evaluated references"] = (() => Method(Guard + Join("\n", 1000, i => $"var c{i} = \"M0076\"; Note(\"\"); var d{i} = c{i}; if (Flag()) Bill(d{i}); Note(\"\");")), false),
        ["1,000 evaluations one after another"] = (() => Method(Join("\n", 1000, i => $"var d{i} = PolicyEvaluator.Evaluate(\"M0076\", AnyPayer()); if (d{i}.IsGoverned) {{ Note(\"\"); }} else {{ {Bill} }}")), false),
        ["250 evaluations that add to one total"] = (() => Method("var total = 0m; var held = new List<string>();" + Join("\n", 250, i => $"var d{i} = PolicyEvaluator.Evaluate(\"M0076\", AnyPayer()); if (!d{i}.IsGoverned) {{ {Bill} total += {i}m; }} else {{ held.Add(\"M0076\"); }}") + "Take(total);"), false),
        ["an else-if chain of 500 tests"] = (() => Method(Join(" else ", 500, i => $"if (Console.ReadLine() == \"{i}\") {{ Note(\"\"); }}") + $" else {{ {Bill} }}"), true),
        ["400 labels and jumps"] = (() => Method(Join("\n", 400, i => $"L{i}: if (Flag()) goto L{(i * 7 + 3) % 400};") + Bill), true),
        ["a local that goes round in a loop of 300 assignments"] = (() => Method($"string c0 = \"M0076\"{Join("", 299, i => $", c{i + 1} = \"\"")}; while (Flag()) {{ {Join("", 300, i => $"c{(i + 1) % 300} = c{i};")} }} Bill(c150);"), true),
        ["a chain of 1,000 methods"] = (() => $"class C {{ {Join("\n", 1000, i => $"static void M{i}(string c) {{ M{i + 1}(c); }}")} static void M1000(string c) {{ Bill(c); }} public static void Start() {{ M0(\"M0076\"); }} }}", true),
        ["a ring of 200 methods"] = (() => $"class C {{ {Join("\n", 200, i => $"static void M{i}(string c) {{ if (Flag()) {{ M{(i + 1) % 200}(c); M{(i * 7 + 1) % 200}(c); }} }}")} public static void Start() {{ M0(\"M0076\"); }} }}", false),
        ["a tree of calls, each twice, 60 levels deep"] = (() => $"class C {{ {Join("\n", 60, i => $"static string M{i}(string c) {{ return M{i + 1}(c) + M{i + 1}(c); }}")} static string M60(string c) => c; public static void Start() {{ Bill(M0(\"M0076\")); }} }}", true),
        ["1,000 callers of one helper"] = (() => $"class C {{ static void Submit(string c) {{ Bill(c); }} {Join("\n", 1000, i => $"void M{i}() {{ Submit(\"M0076\"); }}")} }}", true),
        ["500 overrides of one method"] = (() => $"abstract class B {{ public abstract void Do(string c); }} {Join("\n", 500, i => $"sealed class D{i} : B {{ public override void Do(string c) {{ PolicyEvaluator.Evaluate(c, AnyPayer()); }} }}")} class C {{ void M(B b) {{ b.Do(\"M0076\"); }} }}", false),
        ["a chain of 300 base classes"] = (() => $"class C0 {{ protected string Code = \"M0076\"; }} {Join("\n", 300, i => $"class C{i + 1} : C{i} {{ void M{i}() {{ Bill(Code); }} }}")}", true),
        ["200 nested types"] = (() => $"{Join("", 200, i => $"class C{i} {{ ")} void M() {{ {Bill} }} {Join("", 200, _ => "}")}", true),
        ["300 nested type arguments"] = (() => Method($"Take(new {Join("", 300, _ => "List<")}string{Join("", 300, _ => ">")}()); {Bill}"), true),
        ["1,000 parameters"] = (() => $"class C {{ static void Many({Join(", ", 1000, i => $"string p{i}")}) {{ Bill(p999); }} void M() {{ Many({Join(", ", 1000, _ => "\"M0076\"")}); }} }}", true),
        ["300 local functions that call each other"] = (() => Method($"F0(\"M0076\"); {Join("\n", 300, i => $"void F{i}(string c) {{ if (Flag()) F{(i + 1) % 300}(c); else Bill(c); }}")}"), true),
        ["500 fields that take from each other"] = (() => $"class C {{ {Join("\n", 500, i => $"private string _f{i} = \"\";")} void Set() {{ _f0 = \"M0076\"; {Join("", 499, i => $"_f{i + 1} = _f{i};")} Bill(_f499); }} }}", true),
        ["a binary tree of objects that is walked"] = (() => "class Node { internal Node Left = new(); internal Node Right = new(); internal string Code = \"\"; } class C { void M(Node n) { n.Code = \"M0076\"; while (Flag()) { n.Left.Right = n; n.Right.Left = n.Left; n = Flag() ? n.Left : n.Right; } Bill(n.Code); } }", true),
        ["an async method with 300 awaits"] = (() => $"class C {{ async Task M() {{ {Join("\n", 300, i => $"try {{ await Task.Delay({i}); }} finally {{ await Task.Yield(); }}")} {Bill} }} }}", true),
        ["a query of 100 clauses"] = (() => Method($"BillAll(from c0 in new[] {{ \"M0076\" }} {Join(" ", 100, i => $"let c{i + 1} = c{i}")} select c100);"), true),
        ["a line of 200,000 characters"] = (() => Method($"Note(\"{new string('x', 200_000)}\"); {Bill}"), true),
        ["20,000 texts that hold the code nowhere a code stands"] = (() => Method(Join("", 20_000, i => $"Note(\"see the M0076 note {i}\");")), false),
    };

    public static TheoryData<string> Names => [.. s_shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ends_without_an_exception_and_says_the_same_twice(string name)
    {
        var (source, isReported) = s_shapes[name];

        var reported = await RobustnessRun.CheckAsync(RobustnessRun.Compile(source()));

        // Where nothing is expected it may be that the compiler gives up before we see anything.
        Assert.True(!isReported || reported.Any(line => line.Contains("PCB1001", StringComparison.Ordinal)), "The reference was lost.");
    }

    private static string Method(string body) => $"class C {{ void M() {{ {body} }} }}";

    private static string Join(string separator, int count, Func<int, string> item)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? string.Empty : separator)}{item(i)}");
        }

        return text.ToString();
    }
}
