namespace ProloCodebook.Policy.Tests;

/// <summary>The files of the repository's policy folder.</summary>
internal static class PackagedPolicy
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "policy");

    public static string Yaml { get; } = File.ReadAllText(Path.Combine(Folder, "prolotherapy.yaml"));

    public static string Source { get; } = File.ReadAllText(Path.Combine(Folder, "prolotherapy.txt"));

    public static PolicyReading Read(string? yaml = null)
        => PolicyReader.Read(yaml ?? Yaml, [new PolicySourceText("policy/prolotherapy.txt", Source)]);

    public static PayerPolicy Policy { get; } = Read().Policy!;
}
