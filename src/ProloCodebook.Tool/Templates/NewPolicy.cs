using ProloCodebook.Policy;
using ProloCodebook.Tool.CommandLine;

namespace ProloCodebook.Tool.Templates;

/// <summary>Writes a policy file whose blanks are to be filled in, and the file for the payer's text beside it. Overwrites nothing.</summary>
internal sealed class NewPolicy(string folder, string id)
{
    public string PolicyPath { get; } = Path.Combine(folder, id + ".yaml");

    public string SourceTextPath { get; } = Path.Combine(folder, id + ".txt");

    /// <summary>Whether the payer's text was there before, as it is for somebody who began with it.</summary>
    public bool HasSourceText { get; private set; }

    /// <exception cref="ToolException">The id cannot be one, a file is in the way, or the folder cannot be written to.</exception>
    public void Write()
    {
        if (!TextShape.Id.Matches(id is "" ? "-" : id))
        {
            var proposal = Proposal(id);
            throw new ToolException(
                $"'{id}' cannot be the id of a policy: use lower-case letters, digits and single hyphens.{(proposal.Length > 0 ? $" Did you mean '{proposal}'?" : "")}",
                ExitCode.Usage);
        }

        if (folder.Length > 0 && !Directory.Exists(folder))
        {
            throw new ToolException($"The folder {folder} does not exist. Make it first.");
        }

        if (File.Exists(PolicyPath) || Directory.Exists(PolicyPath))
        {
            throw new ToolException($"{PolicyPath} exists already and is not overwritten. Choose another name, or move it away.");
        }

        HasSourceText = File.Exists(SourceTextPath);
        Create(PolicyPath, Template().Replace("{name}", id, StringComparison.Ordinal));
        if (!HasSourceText)
        {
            Create(SourceTextPath, "");
        }
    }

    private static void Create(string path, string text)
    {
        try
        {
            // Fails where somebody else made the file in the meantime.
            using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            writer.Write(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be written. {exception.Message}");
        }
    }

    private static string Template()
    {
        using var template = new StreamReader(typeof(NewPolicy).Assembly.GetManifestResourceStream("policy.yaml")!);
        return template.ReadToEnd();
    }

    private static string Proposal(string id)
    {
        var words = new string([.. id.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' ')]);
        var proposal = string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return proposal.Length > 0 && TextShape.Id.Matches(proposal) ? proposal : "";
    }
}
