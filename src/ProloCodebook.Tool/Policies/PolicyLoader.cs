using ProloCodebook.Policy;
using ProloCodebook.Tool.CommandLine;
using ProloCodebook.Tool.Terminals;

namespace ProloCodebook.Tool.Policies;

/// <summary>Reads policy files, their source texts and the packaged policy, the way the package's targets hand them to the compiler.</summary>
internal static class PolicyLoader
{
    /// <summary>The policy that comes with the tool.</summary>
    public static string PackagedPolicy => Path.Combine(AppContext.BaseDirectory, "policy", "prolotherapy.yaml");

    /// <param name="paths">Of policy files; one that is named twice counts once.</param>
    /// <param name="sourceTexts">Of texts that the policies quote, besides the <c>x.txt</c> beside each <c>x.yaml</c>.</param>
    /// <param name="useDefaultPolicy">Whether the packaged policy counts too. It never does beside a file that has its id: that one is meant instead.</param>
    /// <exception cref="ToolException">A file cannot be read. What is wrong in one that can is among its problems.</exception>
    public static LoadedPolicies Load(IEnumerable<string> paths, IEnumerable<string> sourceTexts, bool useDefaultPolicy)
    {
        var named = paths.DistinctBy(Path.GetFullPath).Select(path => (Path: path, Text: TextFile.Read(path))).ToList();
        var sources = named.Select(file => SourceTextBeside(file.Path)).Where(File.Exists).Concat(sourceTexts)
            .DistinctBy(Path.GetFullPath)
            .Select(path => new PolicySourceText(path, TextFile.Read(path)))
            .ToList();
        var readings = named.Select(file => Read(file.Path, file.Text, sources)).ToList();
        if (useDefaultPolicy)
        {
            var source = SourceTextBeside(PackagedPolicy);
            var packaged = Read(PackagedPolicy, TextFile.Read(PackagedPolicy), [new PolicySourceText(source, TextFile.Read(source))]) with { IsPackaged = true };
            if (!readings.Exists(file => file.Reading.Policy is { Refines: null } policy && policy.Id == packaged.Reading.Policy?.Id))
            {
                readings.Add(packaged);
            }
        }

        return Join(readings);
    }

    /// <summary>As <see cref="Load"/>, for what can only be done with policies that a build would take.</summary>
    /// <exception cref="ToolException">A file cannot be read or has errors.</exception>
    public static LoadedPolicies LoadWithoutErrors(IEnumerable<string> paths, IEnumerable<string> sourceTexts, bool useDefaultPolicy)
    {
        var policies = Load(paths, sourceTexts, useDefaultPolicy);
        return policies.Files.FirstOrDefault(file => file.HasErrors) is { } wrong
            ? throw new ToolException($"{wrong.Path} has {Count.Of(wrong.Problems.Count(problem => !problem.IsWarning), "error")}. To see what to correct: prolocodebook check {string.Join(' ', policies.Files.Where(file => !file.IsPackaged).Select(file => file.Path))}")
            : policies;
    }

    private static string SourceTextBeside(string policy) => Path.ChangeExtension(policy, ".txt");

    private static PolicyFile Read(string path, string text, IReadOnlyList<PolicySourceText> sources)
    {
        var reading = PolicyReader.Read(text, path, sources);
        return new PolicyFile(path, text, sources.FirstOrDefault(source => source.Path == SourceTextBeside(path)), reading, []);
    }

    /// <summary>Adds what is wrong between the files. As in the compiler, the order of the paths decides which of two is to blame.</summary>
    private static LoadedPolicies Join(List<PolicyFile> files)
    {
        var sorted = files.OrderBy(file => Path.GetFullPath(file.Path), StringComparer.Ordinal).ToList();
        var between = PolicySet.Check(sorted.ConvertAll(file => file.Reading)).ToLookup(problem => sorted[problem.File].Path, problem => problem.Problem);
        var all = files.ConvertAll(file => file with
        {
            Problems = [.. file.Reading.Problems.Concat(between[file.Path]).OrderBy(problem => (problem.Span.StartLine, problem.Span.StartColumn))],
        });
        var set = PolicySet.Merge([.. sorted.Select(file => file.Reading.Policy).OfType<PayerPolicy>()]);
        return new LoadedPolicies(all, set);
    }
}
