using System.Text.RegularExpressions;
using ProloCodebook.Package.Tests.Infrastructure;

namespace ProloCodebook.Package.Tests;

/// <summary>Visual Basic projects: warned like C# ones, and routed through the evaluator of a C# project that generates publicly.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed partial class VisualBasicTests(PackedPackage package)
{
    [Fact]
    public void A_project_routes_through_the_public_evaluator_of_a_CSharp_project()
    {
        using var consumer = new Consumer(package);
        consumer
            .Project("Policies/Policies.csproj", "<PropertyGroup><ProloCodebookVisibility>public</ProloCodebookVisibility></PropertyGroup>")
            .Write("Policies/Gate.cs", """
                namespace Policies;

                public static class Gate
                {
                    public static ProloCodebook.PolicyDecision Ask([ProloCodebook.RoutesToPolicy] string code, ProloCodebook.Payer payer)
                        => ProloCodebook.PolicyEvaluator.Evaluate(code, payer);
                }
                """)
            .Project("Clinic/Clinic.vbproj", """<ItemGroup><ProjectReference Include="../Policies/Policies.csproj" /></ItemGroup>""")
            .Write("Clinic/.editorconfig", """
                root = true
                [Claims.vb]
                dotnet_diagnostic.PCB1003.severity = warning
                dotnet_diagnostic.PCB1004.severity = warning
                prolocodebook.exempt_calls = Claims.Note
                """)
            .Write("Clinic/Claim.vb", """
                Imports ProloCodebook

                Public Class Claim
                    Public ReadOnly Property Payer As Payer = Payer.Medicare

                    Public Sub Bill(code As String, amount As Decimal)
                        IO.File.AppendAllText("claims.txt", code & amount)
                    End Sub

                    Public Sub Hold(reasons As Object)
                        IO.File.AppendAllText("held.txt", reasons.ToString())
                    End Sub
                End Class
                """)
            .Write("Clinic/Violation.vb", Module("Violation", PageCode(0).Replace("\"M0076\"", "{|PCB1001:\"M0076\"", StringComparison.Ordinal)))
            .Write("Clinic/Fix.vb", Module("Fix", PageCode(1)))
            .Write("Clinic/Claims.vb", """
                Imports ProloCodebook

                Public Module Claims
                    Public Function AddProlotherapy(payer As Payer) As PolicyDecision
                        Dim decision = PolicyEvaluator.Evaluate(Codes.HcpcsM0076, payer)
                        If decision.Outcome = Outcome.NotGoverned Then Bill(CodeText.HcpcsM0076)
                        Return decision
                    End Function

                    Public Sub AddThroughTheGate(payer As Payer)
                        If Policies.Gate.Ask({|PCB1003:"M0076"|}, payer).IsGoverned Then Return
                        Bill({|PCB1003:"M0076"|})
                    End Sub

                    Public Sub AddUnasked()
                        Bill({|PCB1001:"M0076"|})
                        Note("M0076")
                    End Sub

                    Public Function FeeFor(procedureCode As String) As Decimal
                        Select Case procedureCode
                            Case {|PCB1001:"M0076"|} : Return 180D
                            Case {|PCB1001:"20999"|} : Return 240D
                            Case Else : Return 0D
                        End Select
                    End Function

                    Public Sub AskAndForget(payer As Payer)
                        {|PCB1002:PolicyEvaluator.Evaluate(CodeText.Cpt20999, payer)|}
                    End Sub

                    <{|PCB1005:PolicyExempt("")|}>
                    Public Sub Exempt()
                        Bill("M0076")
                    End Sub

                    Public Sub Note(text As String)
                        IO.File.AppendAllText("notes.txt", text)
                    End Sub

                    Private Sub Bill(code As String)
                        IO.File.AppendAllText("claims.txt", code)
                    End Sub
                End Module

                Public Module Numbers
                    Public Sub Digits()
                        IO.File.AppendAllText("numbers.txt", {|PCB1004:"20999"|})
                    End Sub
                End Module
                """);

        Assert.True(consumer.BuildAndExpectMarks("Clinic").Succeeded);
    }

    [Fact]
    public void A_project_alone_is_warned_and_nothing_is_generated()
    {
        using var consumer = new Consumer(package);
        consumer.Project("Clinic.vbproj", """
            <PropertyGroup><ProloCodebookMode>Strict</ProloCodebookMode></PropertyGroup>
            <ItemGroup><ProloCodebookPolicy Include="own.yaml" /></ItemGroup>
            """)
            .Write("own.yaml", "{|PCB2006:schemaVersion: 1\n")
            .Write("Claims.vb", """
                Public Module Claims
                    Public Sub AddProlotherapy(procedureCodes As ICollection(Of String))
                        procedureCodes.Add({|PCB1001:"M0076"|})
                    End Sub
                End Module
                """);

        Assert.False(consumer.BuildAndExpectMarks(severity: "error").Succeeded);
        Assert.Empty(Directory.EnumerateFiles(consumer.Folder, "*.g.cs", SearchOption.AllDirectories));
    }

    private static string Module(string name, string members) => $"Imports ProloCodebook\n\nPublic Module {name}\n{members}\nEnd Module\n";

    /// <summary>The Visual Basic on the page of PCB1001: a violation, and its fix.</summary>
    private static string PageCode(int index)
        => VisualBasic().Matches(File.ReadAllText(Workplace.InRepository("src", "ProloCodebook", "rules", "PCB1001.md")))[index].Groups["code"].Value;

    [GeneratedRegex("```vb\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex VisualBasic();
}
