namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>A folder outside the repository, so that none of its props, targets or configs reach in.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("prolocodebook-").FullName;

    public string Create(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file still open somewhere; the folder is in the system's temporary folder.
        }
        catch (UnauthorizedAccessException)
        {
            // The same, as Windows says it.
        }
    }
}
