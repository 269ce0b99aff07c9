using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Benchmarks.CodeBases;

/// <summary>A made-up program of any size: services that call each other, with the loops, texts, queries and switches of line-of-business code.</summary>
internal static class CodeBase
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    private const string Shared = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using ProloCodebook;

        namespace Generated
        {
            public interface IClearinghouse { void Send(string code, decimal amount); }

            internal static class Billing
            {
                internal static IClearinghouse Clearinghouse { get; set; } = null!;

                internal static void Submit(string code, decimal amount)
                {
                    ArgumentException.ThrowIfNullOrEmpty(code);
                    Clearinghouse.Send(code.Trim(), Math.Round(amount, 2));
                }
            }
        }
        """;

    /// <param name="references">References to a guarded code: one in a method that bills without asking, the next two in one that asks the evaluator and bills then, and so on.</param>
    public static ImmutableArray<SyntaxTree> Create(int files, int linesPerFile, int references)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>(files + 2);
        trees.Add(Parse("Shared.cs", Shared));
        trees.Add(Parse(ContractStub.FileName, ContractStub.Source));
        for (var file = 0; file < files; file++)
        {
            // Spread evenly; several in one file where there are more of them than files.
            var first = (int)((long)file * references / files);
            var next = (int)((long)(file + 1) * references / files);
            trees.Add(Parse(FileName(file), Service(file, linesPerFile, first, next)));
        }

        return trees.MoveToImmutable();
    }

    public static string FileName(int file) => $"Service{file}.cs";

    public static SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), s_parseOptions, "/project/" + name);

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees)
        => CSharpCompilation.Create("Generated", trees, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: [new("CS8669", ReportDiagnostic.Suppress)]));

    /// <summary>The text of one file.</summary>
    /// <param name="firstReference">The references are numbered throughout the program; these are the file's.</param>
    public static string Service(int number, int lines, int firstReference, int endOfReferences)
    {
        var writer = new StringBuilder();
        writer.AppendLine(CultureInfo.InvariantCulture, $$"""
            namespace Generated.Area{{number / 50}};

            /// <summary>Keeps the accounts of department {{number}}.</summary>
            public sealed class Service{{number}}
            {
                private readonly Dictionary<string, decimal> _balances = new(StringComparer.Ordinal);
                private readonly List<string> _log = [];

                public string Name { get; set; } = "department-{{number}}";

                public int Limit { get; init; } = {{10_000 + number}};
            """);
        for (var i = firstReference; i < endOfReferences; i++)
        {
            switch (i % 3)
            {
                case 0:
                    writer.AppendLine($$"""

                            public void BillWithoutAsking{{i}}(decimal amount)
                            {
                                if (amount <= 0m)
                                {
                                    throw new ArgumentOutOfRangeException(nameof(amount));
                                }

                                Billing.Submit("M0076", amount);
                            }
                        """);
                    break;
                case 1:
                    writer.AppendLine($$"""

                            public bool BillAfterAsking{{i}}(decimal amount)
                            {
                                var decision = PolicyEvaluator.Evaluate("M0076", Payer.Medicare, Name);
                                if (decision.IsGoverned)
                                {
                                    _log.Add($"{decision.Code}: {decision.Outcome}");
                                    return false;
                                }

                                Billing.Submit("M0076", amount);
                                return true;
                            }
                        """);
                    break;
            }
        }

        for (var method = 0; CountLines(writer) < lines; method++)
        {
            writer.AppendLine((method % 5) switch
            {
                0 => $$"""

                    public decimal Total{{method}}(IEnumerable<(string Account, decimal Amount)> entries)
                    {
                        var total = 0m;
                        foreach (var (account, amount) in entries)
                        {
                            if (string.IsNullOrWhiteSpace(account) || amount == 0m)
                            {
                                continue;
                            }

                            _balances[account] = _balances.TryGetValue(account, out var balance) ? balance + amount : amount;
                            total += amount > {{1000 + method}}m ? amount * 0.98m : amount;
                        }

                        _log.Add($"total {total:F2} of {_balances.Count} accounts in {Name}");
                        return total;
                    }
                  """,
                1 => $$"""

                    public IReadOnlyList<string> Largest{{method}}(int count)
                    {
                        var query = from pair in _balances
                                    where pair.Value > {{method}} && pair.Key.Length < 64
                                    orderby pair.Value descending, pair.Key
                                    select pair.Key + ": " + pair.Value.ToString("F2");
                        return query.Take(Math.Min(count, Limit)).ToList();
                    }
                  """,
                2 => $$"""

                    public string Describe{{method}}(string status, int attempts)
                    {
                        switch (status)
                        {
                            case "open":
                                return attempts > 3 ? "needs attention" : "in progress";
                            case "closed":
                            case "archived":
                                return "done";
                            case null:
                                throw new ArgumentNullException(nameof(status));
                            default:
                                for (var i = 0; i < attempts; i++)
                                {
                                    _log.Add("retry " + i + " of " + status);
                                }

                                return "unknown: " + status;
                        }
                    }
                  """,
                3 => $$"""

                    public async Task<bool> Save{{method}}Async(Func<string, Task<int>> write)
                    {
                        try
                        {
                            var written = await write(string.Join(";", _log)).ConfigureAwait(false);
                            return written == {{20_000 + method}} || written > 0;
                        }
                        catch (InvalidOperationException exception) when (exception.Message.Contains("timeout"))
                        {
                            _log.Clear();
                            return false;
                        }
                        finally
                        {
                            _log.Add("saved");
                        }
                    }
                  """,
                _ => $$"""

                    public int Transfer{{method}}(Service{{number}} other, string account, params int[] steps)
                    {
                        var sum = steps.Where(step => step % 2 == 0).Select(step => step * {{method + 1}}).DefaultIfEmpty(99213).Max();
                        if (other._balances.Remove(account, out var amount))
                        {
                            _balances[account] = amount;
                            other.Name = Name is { Length: > 3 } name ? name[..3] : "none";
                        }

                        return sum;
                    }
                  """,
            });
        }

        return writer.AppendLine("}").ToString();
    }

    private static int CountLines(StringBuilder text)
    {
        var lines = 0;
        foreach (var chunk in text.GetChunks())
        {
            lines += chunk.Span.Count('\n');
        }

        return lines;
    }
}
