using System.Text.Json;
using ProloCodebook.Tool.Tests.Reporting;

namespace ProloCodebook.Tool.Tests.Browser;

/// <summary>
/// A real headless Chromium, and axe-core, which checks accessibility. What the machine lacks is installed: Chromium by apt-get where we are root, axe-core and
/// playwright-core by npm in the output folder. Where that cannot be, the tests fail and say what to install: a page that nobody looked at has not passed.
/// </summary>
public sealed class ReportBrowser
{
    private static readonly TimeSpan Installation = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(2);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Browser");

    private readonly string _chromium = FindChromium() ?? InstallChromium();

    public ReportBrowser()
    {
        InstallPackages();
        Packaged = Open("prolotherapy", ReportedPage.OfPackagedPolicy().Html, "light", "dark", "phone");
    }

    /// <summary>The page of the packaged policy in every form.</summary>
    public IReadOnlyList<Appearance> Packaged { get; }

    /// <summary>Opens the page in each of the forms <c>light</c>, <c>dark</c> and <c>phone</c>; with <c>light</c> it is printed too.</summary>
    /// <param name="name">Of the folder that screenshots and the printed page are left in, under Browser in the output folder.</param>
    public IReadOnlyList<Appearance> Open(string name, string page, params string[] forms)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        var file = Path.Combine(folder, "page.html");
        File.WriteAllText(file, page);
        var (isGood, said) = Commands.Run(Folder, Look, "node", ["look.mjs", _chromium, file, folder, .. forms]);
        return isGood
            ? JsonSerializer.Deserialize<List<Appearance>>(File.ReadAllText(Path.Combine(folder, "results.json")), JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"The browser could not look at the page: {said}");
    }

    private static string? FindChromium() => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(Commands.Find).FirstOrDefault(path => path is not null);

    private static string InstallChromium()
    {
        var said = "We are not root, or there is no apt-get.";
        if (Environment.IsPrivilegedProcess && Commands.Find("apt-get") is { } apt)
        {
            Commands.Run("/", Installation, apt, "-o", "DPkg::Lock::Timeout=120", "update");
            (_, said) = Commands.Run("/", Installation, apt, "-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", "chromium");
        }

        return FindChromium()
            ?? throw new InvalidOperationException($"The report is looked at in a real browser, and there is none. Install Chromium (Debian: apt-get install chromium). {said}");
    }

    private static void InstallPackages()
    {
        // What was installed for these versions stays.
        var wanted = File.ReadAllText(Path.Combine(Folder, "package-lock.json"));
        var installed = Path.Combine(Folder, "node_modules", "installed-lock.json");
        if (File.Exists(installed) && File.ReadAllText(installed) == wanted)
        {
            return;
        }

        var npm = Commands.Find(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
            ?? throw new InvalidOperationException("The report is checked by axe-core, which comes from npm, and there is no npm. Install Node.js.");
        var (isGood, said) = Commands.Run(Folder, Installation, npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        if (!isGood)
        {
            throw new InvalidOperationException($"axe-core and playwright-core could not be installed by npm: {said}");
        }

        File.WriteAllText(installed, wanted);
    }
}

/// <summary>What the browser found in one form of the page.</summary>
/// <param name="Requests">Everything the page asked for besides itself.</param>
/// <param name="Messages">Of the console, of errors and dialogs.</param>
/// <param name="Checks">How many checks of axe-core the page passed.</param>
/// <param name="Overflow">How many pixels the page is wider than the window.</param>
/// <param name="Passage">What the first citation led to; null where there is none.</param>
/// <param name="Printed">With the form <c>light</c>: how it prints.</param>
public sealed record Appearance(
    string Form,
    IReadOnlyList<string> Requests,
    IReadOnlyList<string> Messages,
    int Checks,
    IReadOnlyList<string> Violations,
    int Overflow,
    int Scripts,
    int Handlers,
    string Background,
    FoundPassage? Passage,
    PrintedPage? Printed);

/// <param name="Stands">It looks different from other passages.</param>
/// <param name="Visible">It was scrolled to.</param>
public sealed record FoundPassage(string Text, bool Stands, bool Visible);

/// <param name="Navigation">The CSS display of the contents.</param>
/// <param name="Closed">How many details are closed, and so missing on paper.</param>
public sealed record PrintedPage(string Navigation, int Marks, int Closed);
