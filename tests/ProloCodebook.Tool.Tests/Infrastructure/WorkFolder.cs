namespace ProloCodebook.Tool.Tests.Infrastructure;

/// <summary>A folder of its own for one test, with files in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("prolocodebook-tool-").FullName;

    /// <summary>With the packaged policy as <c>prolotherapy.yaml</c>, its source text beside it.</summary>
    public static WorkFolder WithPackagedPolicy(Func<string, string>? change = null)
        => new WorkFolder()
            .Write("prolotherapy.yaml", (change ?? (text => text))(PackagedPolicy))
            .Write("prolotherapy.txt", PackagedText);

    public static string PackagedPolicy { get; } = File.ReadAllText(Path.Combine(ToolProcess.RepositoryFolder, "policy", "prolotherapy.yaml"));

    public static string PackagedText { get; } = File.ReadAllText(Path.Combine(ToolProcess.RepositoryFolder, "policy", "prolotherapy.txt"));

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public WorkFolder Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return this;
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Runs the tool here.</summary>
    public ToolRun Run(params string[] arguments) => ToolProcess.RunIn(FullPath, arguments);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
