using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Benchmarks.CodeBases;

/// <summary>Many calls of one helper, each with a guarded code.</summary>
internal static class CallSites
{
    private const int PerFile = 50;

    /// <param name="isPrivateState">The calls stand in private methods, whose callers have to be looked at too.</param>
    public static ImmutableArray<SyntaxTree> Create(int count, bool isPrivateState)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        trees.Add(CodeBase.Parse(ContractStub.FileName, ContractStub.Source));
        trees.Add(CodeBase.Parse("Helper.cs", """
            public interface IClearinghouse { void Send(string code); }

            internal static class Helper
            {
                internal static IClearinghouse Clearinghouse = null!;

                internal static void Submit(string code)
                {
                    if (code.Length == 5)
                    {
                        Clearinghouse.Send(code);
                    }
                }
            }
            """));
        for (var file = 0; file < count / PerFile; file++)
        {
            var text = new StringBuilder($"public sealed class Caller{file}\n{{\n");
            for (var site = 0; site < PerFile; site++)
            {
                text.Append(isPrivateState
                    ? $"    public void Bill{site}() => Inner{site}();\n    private void Inner{site}() {{ Helper.Submit(\"M0076\"); }}\n"
                    : $"    public void Bill{site}() {{ Helper.Submit(\"M0076\"); }}\n");
            }

            trees.Add(CodeBase.Parse($"Caller{file}.cs", text.Append("}\n").ToString()));
        }

        return trees.ToImmutable();
    }
}
