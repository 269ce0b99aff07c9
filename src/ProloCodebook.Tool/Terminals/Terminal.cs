using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ProloCodebook.Tool.Terminals;

/// <summary>Where a command writes: plain text to <see cref="Output"/>, what is laid out and coloured to <see cref="Console"/>, which is the same place.</summary>
/// <param name="IsWindow">Whether a person looks at the output. If not, it is plain text, and what other programs may read is not wrapped.</param>
/// <param name="Progress">Where a progress bar goes; null where nobody watches.</param>
internal sealed record Terminal(IAnsiConsole Console, TextWriter Output, TextWriter Error, bool IsWindow, IAnsiConsole? Progress)
{
    /// <summary>Where there is no window and <c>COLUMNS</c> does not say otherwise: wide enough to read, and the same everywhere, so that outputs can be compared.</summary>
    private const int RedirectedWidth = 120;

    private const int OutputBuffer = 64 * 1024;

    public int Width => Console.Profile.Width;

    public static Terminal OfProcess()
    {
        // The policy's quotation marks do not survive the code pages that some systems redirect with.
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        System.Console.OutputEncoding = utf8;
        if (!System.Console.IsOutputRedirected)
        {
            return new Terminal(AnsiConsole.Console, System.Console.Out, System.Console.Error, IsWindow: true, AnsiConsole.Console);
        }

        // A pipe that somebody closed is no error: the console's stream takes what is written to it and drops it.
        var output = new LineEndTrimmer(new StreamWriter(System.Console.OpenStandardOutput(), utf8, OutputBuffer));
        var progress = System.Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        return new Terminal(Plain(output), output, System.Console.Error, IsWindow: false, progress);
    }

    private static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= 40
            ? columns
            : RedirectedWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
