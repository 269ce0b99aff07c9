using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

public sealed class HelpTests
{
    [Fact]
    public void Help_names_every_command()
    {
        var run = ToolProcess.Run("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["check", "explain", "report", "diff", "new", "completion"], command => Assert.Contains($"\n  {command} ", run.Output, StringComparison.Ordinal));
    }
}
