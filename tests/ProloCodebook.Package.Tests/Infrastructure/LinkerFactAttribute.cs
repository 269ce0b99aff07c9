namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>A test that links native code. It is reported as skipped, with the reason, where the machine has no linker that the AOT compiler takes.</summary>
internal sealed class LinkerFactAttribute : FactAttribute
{
    public LinkerFactAttribute()
    {
        if (!HasLinker())
        {
            Skip = OperatingSystem.IsWindows()
                ? "The AOT compiler needs the C++ tools of Visual Studio to link, and they are not installed: not tested."
                : "The AOT compiler needs clang or gcc to link, and neither is on the PATH: not tested.";
        }
    }

    private static bool HasLinker()
    {
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe"));
        }

        // On macOS the names are on the PATH always, and ask to install the tools; xcrun is there where they are.
        string[] names = OperatingSystem.IsMacOS() ? ["xcrun"] : ["clang", "gcc"];
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name))));
    }
}
