using System.Text;
using Spectre.Console;

namespace ProloCodebook.Tool.Terminals;

/// <summary>Where a command writes: plain text to <see cref="Output"/>, what is laid out and coloured to <see cref="Console"/>, which is the same place.</summary>
/// <param name="Console">With colours in a window, plain text of fixed width in a file or a pipe.</param>
/// <param name="Progress">For a progress bar, on standard error; null where nobody watches.</param>
internal sealed record Terminal(IAnsiConsole Console, TextWriter Output, TextWriter Error, IAnsiConsole? Progress)
{
    /// <summary>Where there is no window: wide enough to read, and the same everywhere, so that outputs can be compared.</summary>
    public const int RedirectedWidth = 120;

    public static Terminal OfProcess()
    {
        // The policy's quotation marks do not survive the code pages that some systems redirect with.
        System.Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            System.Console.IsOutputRedirected ? Plain(System.Console.Out, RedirectedWidth) : AnsiConsole.Console,
            System.Console.Out,
            System.Console.Error,
            System.Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));
    }

    public static IAnsiConsole Plain(TextWriter output, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
