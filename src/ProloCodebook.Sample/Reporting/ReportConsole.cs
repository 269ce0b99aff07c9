using System.Text;
using Spectre.Console;

namespace ClaimScrubber.Reporting;

/// <summary>The console that reports are written to.</summary>
internal static class ReportConsole
{
    /// <summary>Where there is no window: wide enough to read, and the same everywhere, so that reports can be compared.</summary>
    public const int RedirectedWidth = 160;

    /// <summary>Narrower than this, a table's columns would break words.</summary>
    public const int MinimumWidth = 120;

    /// <summary>The process's standard output: with colours in a window, as plain text of fixed width in a file or a pipe.</summary>
    public static IAnsiConsole ForStandardOutput()
    {
        // The policy's quotation marks do not survive the code pages that some systems redirect with.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Console.IsOutputRedirected ? Plain(Console.Out) : InWindow();
    }

    public static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = RedirectedWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static IAnsiConsole InWindow()
    {
        var console = AnsiConsole.Console;
        console.Profile.Width = Math.Max(console.Profile.Width, MinimumWidth);
        return console;
    }
}
