using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("prolocodebook ch", "check")]
    [InlineData("prolocodebook explain --payer ", "Medicare,Other,Unknown")]
    [InlineData("prolocodebook explain --payer Med", "Medicare")]
    [InlineData("prolocodebook explain --code ", "M0076,20999")]
    [InlineData("prolocodebook explain --agents Dex", "Dextrose")]
    [InlineData("prolocodebook check --for", "--format")]
    [InlineData("prolocodebook check a.yaml --format ", "json,sarif,text")]
    [InlineData("prolocodebook completion ", "bash,pwsh,zsh")]
    public void The_program_itself_says_what_there_is(string line, string expected)
    {
        var suggestions = ToolProcess.Run($"[suggest:{line.Length}]", line).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(expected.Split(',').Except(suggestions));
        // Whatever else is offered is an option, which may stand anywhere.
        Assert.All(suggestions.Except(expected.Split(',')), suggestion => Assert.StartsWith("-", suggestion));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _prolocodebook prolocodebook")]
    [InlineData("zsh", "compdef _prolocodebook prolocodebook")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName prolocodebook")]
    public void Each_shell_has_a_script_that_asks_it(string shell, string registration)
    {
        var script = ToolProcess.Run("completion", shell).Succeeded().Output;

        Assert.Contains(registration, script, StringComparison.Ordinal);
        Assert.Contains("prolocodebook \"[suggest:", script, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_completes_in_a_real_bash()
    {
        if (!File.Exists("/bin/bash"))
        {
            return;
        }

        using var folder = new WorkFolder()
            .Write("completion.sh", ToolProcess.Run("completion", "bash").Output)
            .Write("try.sh", $$"""
                prolocodebook() { dotnet '{{ToolProcess.Assembly}}' "$@"; }
                . ./completion.sh
                try() { COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _prolocodebook; echo "${COMPREPLY[*]}"; }
                try prolocodebook ch
                try prolocodebook explain --payer ""
                try prolocodebook check --f
                try prolocodebook check pol
                """);
        var start = ToolProcess.StartInfo(folder.FullPath);
        start.FileName = "/bin/bash";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("try.sh");

        // The last is a file's name, which the shell completes itself.
        Assert.Equal(["check", "Medicare Other Unknown", "--format", "", ""], ToolProcess.Run(start).Succeeded().Output.Split('\n'));
    }
}
