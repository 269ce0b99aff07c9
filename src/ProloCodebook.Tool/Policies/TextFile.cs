using ProloCodebook.Tool.CommandLine;

namespace ProloCodebook.Tool.Policies;

/// <summary>Reads text files that somebody named on the command line.</summary>
internal static class TextFile
{
    // No text that the reader accepts has more characters; of a larger one it needs no more to say so.
    private const int MostCharacters = (1024 * 1024) + 1;

    /// <exception cref="ToolException">There is no such file, or it is no text.</exception>
    public static string Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var buffer = new char[MostCharacters];
            var text = new string(buffer, 0, reader.ReadBlock(buffer));
            return text.Contains('\0') ? throw new ToolException($"{path} is a binary file. Name a text file.") : text;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new ToolException($"{path} is a folder. Name the files in it, such as {Path.Combine(path, "*.yaml")}.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"{path} does not exist. Check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be read: you have no permission. Ask for it, or copy the file to where you have.");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"{path} cannot be read. {exception.Message}");
        }
    }
}
