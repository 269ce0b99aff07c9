using System.Text.RegularExpressions;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>What is different where a person looks at a terminal.</summary>
public sealed class WindowTests
{
    private const string Escape = "\u001B";

    [Fact]
    public void Colours_are_for_a_terminal_alone()
    {
        if (!Window.IsAvailable)
        {
            return;
        }

        using var folder = WorkFolder.WithPackagedPolicy(text => text.Replace("hitPolicy: unique", "hitPolicy: first", StringComparison.Ordinal));

        Assert.Matches($"{Escape}\\[[0-9;]+merror PCB2008: {Escape}\\[0m", Window.Run(folder.FullPath, "check", "prolotherapy.yaml").Output);
        Assert.DoesNotContain(Escape, folder.Run("check", "prolotherapy.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_wider_than_the_terminal()
    {
        if (!Window.IsAvailable)
        {
            return;
        }

        string[][] commands =
        [
            ["explain", "--code", "20999", "--payer", "other", "--description", "prolo", "--agents", "phenol,dextrose"],
            ["explain", "--file", "src/ProloCodebook.Sample/claims/riverbend-clinic.837"],
            ["check", "policy/prolotherapy.yaml"],
        ];
        foreach (var command in commands)
        {
            var shown = Regex.Replace(Window.Run(ToolProcess.RepositoryFolder, command).Output, $"{Escape}(\\[[0-9;?]*[a-zA-Z]|=)", "");
            Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        }
    }
}
