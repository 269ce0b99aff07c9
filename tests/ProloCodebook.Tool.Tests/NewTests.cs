using ProloCodebook.Tool.Tests.Infrastructure;

namespace ProloCodebook.Tool.Tests;

/// <summary>new: a policy file to start from.</summary>
public sealed class NewTests
{
    private const string Blank = "# FILL IN";

    private const string Text = """
        Codes
        20560 Needle insertion without injection, 1 or 2 muscles
        Dry needling is also called intramuscular stimulation.
        Coverage
        Dry needling is not covered by Medicare. For chronic neck pain the evidence is not sufficient.

        """;

    /// <summary>What goes into the blanks, in their order.</summary>
    private static readonly string[] s_values =
    [
        "Dry needling", "\"2026-01\"", "Codes", "Coverage",
        "\"20560\"", "CPT", "\"Needle insertion without injection, 1 or 2 muscles\"", "20560 Needle insertion",
        "Dry needling", "Dry needling is also called intramuscular stimulation.", "dry needling", "Dry needling",
        "Medicare does not cover dry needling.", "Dry needling is not covered by Medicare.",
        "The evidence is not sufficient.", "the evidence is not sufficient",
        "NotCovered", "Medicare does not cover it.", "EvidenceInsufficient", "The evidence is not sufficient.",
        "\"20560\"", "NotCovered",
    ];

    [Fact]
    public void With_its_blanks_filled_in_it_passes_check()
    {
        using var folder = new WorkFolder();

        var made = folder.Run("new", "dry-needling").Succeeded();
        Assert.Equal(
            """
            dry-needling.yaml is written: fill in what is marked FILL IN.
            dry-needling.txt is written and empty: paste the payer's text into it.
            Then: prolocodebook check dry-needling.yaml

            """.ReplaceLineEndings("\n"),
            made.Output);

        folder.Write("dry-needling.txt", Text).Write("dry-needling.yaml", Filled(folder.Read("dry-needling.yaml")));
        var run = folder.Run("check", "dry-needling.yaml").Succeeded();
        Assert.StartsWith("✓ dry-needling.yaml  dry-needling 2026-01: 1 code, 1 service, 3 rules, 1 example\n", run.Output, StringComparison.Ordinal);

        var explained = folder.Run("explain", "--code", "20560", "--payer", "other", "--policy", "dry-needling.yaml").Succeeded();
        Assert.StartsWith("Evidence insufficient\n", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_names_each_blank_that_is_left_and_nothing_else()
    {
        using var folder = new WorkFolder();
        folder.Run("new", "dry-needling").Succeeded();
        string[] lines = folder.Read("dry-needling.yaml").ReplaceLineEndings("\n").Split('\n');
        var blanks = Enumerable.Range(1, lines.Length).Where(number => lines[number - 1].Contains(Blank, StringComparison.Ordinal));

        var found = folder.Run("check", "dry-needling.yaml").Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).ToList();

        var emptyText = Assert.Single(found, line => line.Contains("PCB2020", StringComparison.Ordinal));
        Assert.Contains("Paste the policy's text into it.", emptyText, StringComparison.Ordinal);
        Assert.Equal(blanks, found.Where(line => line != emptyText).Select(line => int.Parse(line.Split('(', ',')[1])));
        Assert.All(found.Where(line => line != emptyText), line => Assert.Contains("PCB2006", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        using var folder = new WorkFolder().Write("dry-needling.yaml", "mine");

        folder.Run("new", "dry-needling").FailedWith(2, "dry-needling.yaml exists already and is not overwritten. Choose another name, or move it away.");

        Assert.Equal("mine", folder.Read("dry-needling.yaml"));
        Assert.False(File.Exists(folder.PathOf("dry-needling.txt")));
    }

    [Fact]
    public void A_text_that_was_saved_before_is_used()
    {
        using var folder = new WorkFolder().Write("policies/dry-needling.txt", Text);

        var made = folder.Run("new", "dry-needling", "--output", "policies").Succeeded();

        Assert.Contains("dry-needling.txt was there already and stays as it is.\n", made.Output, StringComparison.Ordinal);
        Assert.Equal(Text, folder.Read("policies/dry-needling.txt"));
        folder.Write("policies/dry-needling.yaml", Filled(folder.Read("policies/dry-needling.yaml")));
        folder.Run("check", "policies/dry-needling.yaml").Succeeded();
    }

    private static string Filled(string template)
    {
        var values = new Queue<string>(s_values);
        var filled = template.ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.Contains(Blank, StringComparison.Ordinal) ? $"{line[..(line.IndexOf(": ", StringComparison.Ordinal) + 1)]} {values.Dequeue()}" : line)
            .ToList();
        Assert.Empty(values);
        return string.Join('\n', filled);
    }
}
