namespace ProloCodebook.Policy;

/// <summary>Finds the text that a policy names as its source.</summary>
internal static class SourceTextCheck
{
    /// <summary>The source text, or null where the policy names none or it cannot be used, which is then reported.</summary>
    public static string? Find(PolicyDraft draft, string? policyPath, IReadOnlyList<PolicySourceText> sources, ProblemList problems)
    {
        if (draft.SourceFile is not { } file)
        {
            return null;
        }

        var (text, message) = Find(file, policyPath, sources);
        if (message is not null)
        {
            problems.Add(PolicyProblemKinds.SourceText, draft.At("source/file"), message);
        }

        return text;
    }

    private static (string? Text, string? Message) Find(string file, string? policyPath, IReadOnlyList<PolicySourceText> sources)
    {
        if (file.IndexOfAny(['/', '\\']) >= 0)
        {
            return (null, "Write the file name alone; the source text stands beside the policy file.");
        }

        var named = sources.Where(source => IsSame(FileName(source.Path), file)).ToList();
        var beside = named.Where(source => policyPath is not null && IsSame(Folder(source.Path), Folder(policyPath))).ToList();
        var found = beside.Count > 0 ? beside : named;
        if (found.Count == 0)
        {
            var nearest = Suggestion.For(file, sources.Select(source => FileName(source.Path)).Distinct());
            return (null, $"The source text '{ShortText.Of(file)}' is not among the compiler's additional files.{nearest} Put it beside the policy file, under the same name with the extension .txt.");
        }

        if (found.Count > 1 && found.Exists(source => source.Text != found[0].Text))
        {
            return (null, $"{found.Count} source texts are called '{ShortText.Of(file)}', and which is meant cannot be told. Put one beside the policy file, or rename it.");
        }

        var text = found[0].Text;
        if (text.Trim().Length == 0)
        {
            return (null, $"The source text '{ShortText.Of(file)}' is empty. Paste the policy's text into it.");
        }

        return text.Length > PolicyLimits.FileLength
            ? (null, $"The source text has {text.Length} characters; it may have {PolicyLimits.FileLength}.")
            : text.IndexOf('\uFFFD') >= 0
                ? (null, $"The source text '{ShortText.Of(file)}' is not UTF-8: a character in it could not be read. Save it as UTF-8.")
                : (text, null);
    }

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string FileName(string path) => path.Substring(FolderLength(path));

    private static string Folder(string path) => path.Substring(0, FolderLength(path)).Replace('\\', '/');

    private static int FolderLength(string path) => path.LastIndexOfAny(['/', '\\']) + 1;
}
