using System.Diagnostics;
using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>What cannot be done is said in one line, with what to do instead, and never with a stack trace.</summary>
public sealed class ErrorTests
{
    private const int BadFile = 2;
    private const int Usage = 64;

    [Theory]
    [InlineData("There is no command 'chekc'. Did you mean 'check'? See: prolocodebook --help", "chekc")]
    [InlineData("prolocodebook explain has no option '--payr'. Did you mean '--payer'? See: prolocodebook explain --help", "explain", "--payr", "x")]
    [InlineData("Required argument 'FILES' missing for command: 'check'. See: prolocodebook check --help", "check")]
    [InlineData("Required argument missing for option: '--payer'. See: prolocodebook explain --help", "explain", "--payer")]
    [InlineData("'b' is one argument too many. See: prolocodebook new --help", "new", "a", "b")]
    [InlineData("Argument 'xml' not recognized. Must be one of: 'text' 'json' 'sarif'. See: prolocodebook check --help", "check", "a.yaml", "--format", "xml")]
    [InlineData("There is nothing to explain. Give --code and --payer, or --file with a claim file.", "explain")]
    [InlineData("--payer is missing, and who pays is never guessed. There are 'Medicare', 'Other', 'Unknown'.", "explain", "--code", "M0076")]
    [InlineData("No policy names the payer 'medcare'. Did you mean 'Medicare'? There are 'Medicare', 'Other', 'Unknown'. 'Other' is every payer that the policies do not tell apart.", "explain", "--code", "M0076", "--payer", "medcare")]
    [InlineData("No policy names the agent 'dextros'. Did you mean 'Dextrose'? There are 'Polidocanol', 'SodiumMorrhuate', 'SodiumTetradecylSulfate', 'EthanolamineOleate', 'ZincSulfate', 'PsylliumSeedOil', 'Dextrose', 'Glycerin', 'Phenol', 'LocalAnesthetic'.", "explain", "--code", "M0076", "--payer", "other", "--agents", "phenol,dextros")]
    [InlineData("'2026-02-30' is no date. Write year, month and day, as 2026-03-31.", "explain", "--code", "M0076", "--payer", "other", "--date", "2026-02-30")]
    [InlineData("--code is for a single line; with --file the lines say it themselves. Leave one of the two out.", "explain", "--code", "M0076", "--file", "x.837")]
    [InlineData("'Dry Needling' cannot be the id of a policy: use lower-case letters, digits and single hyphens. Did you mean 'dry-needling'?", "new", "Dry Needling")]
    public void A_wrong_command_line(string message, params string[] arguments)
        => ToolProcess.Run(arguments).FailedWith(Usage, message);

    [Fact]
    public void A_file_that_does_not_exist()
    {
        using var folder = new WorkFolder();

        folder.Run("check", "no.yaml").FailedWith(BadFile, "no.yaml does not exist. Check the path.");
        folder.Run("check", "no/no.yaml").FailedWith(BadFile, "no/no.yaml does not exist. Check the path.");
        folder.Run("diff", "no.yaml", "no.yaml").FailedWith(BadFile, "no.yaml does not exist. Check the path.");
        folder.Run("explain", "--file", "no.837").FailedWith(BadFile, "no.837 does not exist. Check the path.");
        folder.Run("explain", "--code", "M0076", "--payer", "other", "--policy", "no.yaml").FailedWith(BadFile, "no.yaml does not exist. Check the path.");
        folder.Run("new", "needling", "--output", "no").FailedWith(BadFile, "The folder no does not exist. Make it first.");
    }

    [Fact]
    public void A_folder_where_a_file_is_due()
    {
        using var folder = new WorkFolder().Write("policies/a.yaml", "");

        folder.Run("check", "policies").FailedWith(BadFile, $"policies is a folder. Name the files in it, such as {Path.Combine("policies", "*.yaml")}.");
        folder.Run("explain", "--file", "policies").FailedWith(BadFile, "policies is a folder. Name a claim file in it.");
    }

    [Fact]
    public void A_binary_file()
    {
        using var folder = new WorkFolder();
        File.Copy(ToolProcess.Assembly, folder.PathOf("tool.yaml"));

        folder.Run("check", "tool.yaml").FailedWith(BadFile, "tool.yaml is a binary file. Name a text file.");
        var run = folder.Run("explain", "--file", "tool.yaml");
        Assert.Equal(BadFile, run.ExitCode);
        Assert.Contains("the file does not begin with an ISA segment, so it is no X12 file", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_program_has_locked()
    {
        using var folder = WorkFolder.WithPackagedPolicy();
        using var locked = new FileStream(folder.PathOf("prolotherapy.yaml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        foreach (string[] arguments in new string[][] { ["check", "prolotherapy.yaml"], ["explain", "--file", "prolotherapy.yaml"] })
        {
            var run = folder.Run(arguments);

            Assert.Equal((BadFile, ""), (run.ExitCode, run.Output));
            Assert.Matches("^prolocodebook: .*prolotherapy\\.yaml.*\n$", run.Error);
        }
    }

    /// <summary>For a user who may read every file the system does not say so.</summary>
    [Fact]
    public void A_file_without_permission()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = WorkFolder.WithPackagedPolicy();
        File.SetUnixFileMode(folder.PathOf("prolotherapy.yaml"), UnixFileMode.None);
        if (Environment.UserName == "root")
        {
            folder.Run("check", "prolotherapy.yaml").Succeeded();
            return;
        }

        folder.Run("check", "prolotherapy.yaml").FailedWith(BadFile, "prolotherapy.yaml cannot be read: you have no permission. Ask for it, or copy the file to where you have.");
    }

    [Fact]
    public void A_policy_with_errors_sends_to_check()
    {
        using var folder = WorkFolder.WithPackagedPolicy(text => text.Replace("hitPolicy: unique", "hitPolicy: first", StringComparison.Ordinal));

        folder.Run("explain", "--code", "M0076", "--payer", "other", "--policy", "prolotherapy.yaml")
            .FailedWith(BadFile, "prolotherapy.yaml has 1 error. To see what to correct: prolocodebook check prolotherapy.yaml");
    }

    [Fact]
    public void A_path_that_a_terminal_would_obey()
    {
        var run = ToolProcess.Run("check", "\u001B[2J.yaml");

        Assert.Equal("prolocodebook: \uFFFD[2J.yaml does not exist. Check the path.\n", run.Error);
    }

    [Fact]
    public void A_pipe_that_somebody_closes_is_no_error()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = ToolProcess.StartInfo(ToolProcess.RepositoryFolder);
        (start.FileName, start.Arguments) = ("/bin/sh", "");
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{{ dotnet '{ToolProcess.Assembly}' explain --file src/ProloCodebook.Sample/claims/riverbend-clinic.837 --format json; echo $? >&2; }} | head -c 1");
        using var process = Process.Start(start)!;

        Assert.Equal("{", process.StandardOutput.ReadToEnd());
        // The sample file has a damaged segment; that is all there is to say.
        Assert.Equal("2", process.StandardError.ReadToEnd().Trim());
    }
}
