using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

public sealed class HelpTests
{
    private static readonly string[] s_commands = ["new", "check", "explain", "report", "diff", "completion"];

    [Fact]
    public void Help_names_every_command_and_so_does_no_command_at_all()
    {
        var help = ToolProcess.Run("--help").Succeeded();

        Assert.All(s_commands, command => Assert.Matches($"\n  {command} ", help.Output));
        Assert.Equal(help.Output, ToolProcess.Run().Succeeded().Output);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("check")]
    [InlineData("explain")]
    [InlineData("report")]
    [InlineData("diff")]
    [InlineData("completion")]
    public void Help_of_a_command_has_an_example_and_its_exit_codes(string command)
    {
        var help = ToolProcess.Run(command, "--help").Succeeded().Output;

        Assert.Matches($"\nExamples?:\n  .*prolocodebook {command} ", help);
        Assert.Contains("\nExit codes:\n  0   ", help, StringComparison.Ordinal);
        Assert.Contains("\n  64  the command line is wrong\n", help, StringComparison.Ordinal);
    }
}
