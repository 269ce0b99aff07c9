using System.Globalization;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Robustness;

/// <summary>The same answer wherever and however the code stands: cultures, line ends, byte order marks, long lines, folders of all names.</summary>
public sealed class SurroundingsTests
{
    private const int Every = 40;

    private static readonly Lazy<Task<IReadOnlyList<string>>> s_expected = new(() => AllCases.Create(Every).AnalyzeAsync(isConcurrent: false));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("de-DE")]
    [InlineData("")]
    public async Task In_any_culture(string name)
    {
        var expected = await s_expected.Value;
        AllCases.AssertTells(expected);
        var cases = AllCases.Create(Every);
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(name);
            Assert.Equal(expected, await cases.AnalyzeAsync(isConcurrent: false));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    [Fact]
    public async Task With_line_ends_of_Windows()
        => Assert.Equal(WithoutColumns(await s_expected.Value), WithoutColumns(await AllCases.Create(Every, change: text => text.ReplaceLineEndings("\r\n")).AnalyzeAsync(isConcurrent: false)));

    [Fact]
    public async Task With_a_byte_order_mark()
        => Assert.Equal(WithoutColumns(await s_expected.Value), WithoutColumns(await AllCases.Create(Every, change: text => "\uFEFF" + text).AnalyzeAsync(isConcurrent: false)));

    [Fact]
    public async Task With_lines_of_half_a_million_characters()
    {
        var indent = new string(' ', 500_000);
        var indented = await AllCases.Create(every: 200, change: text => text.StartsWith("namespace", StringComparison.Ordinal) ? text.Replace("\n", "\n" + indent, StringComparison.Ordinal).Replace(indent + "}", "}", StringComparison.Ordinal) : text).AnalyzeAsync(isConcurrent: false);

        Assert.Equal(
            WithoutColumns(await AllCases.Create(every: 200).AnalyzeAsync(isConcurrent: false)),
            WithoutColumns(indented));
    }

    /// <summary>The place of the checkout is in the locations and nowhere else: not in a message, not in a property, and it changes no verdict.</summary>
    [Theory]
    [InlineData("/home/build agent/Ärztekammer (Köln)/日本語/$(Weird);%20/")]
    [InlineData("C:\\Users\\O'Brien & Söhne\\src\\")]
    [InlineData("")]
    public async Task In_any_folder(string folder)
    {
        var expected = await s_expected.Value;
        var elsewhere = await AllCases.Create(Every, folder).AnalyzeAsync(isConcurrent: false);

        Assert.Equal(
            expected.Select(line => line.Replace(EditorConfigOptions.Directory, string.Empty, StringComparison.Ordinal)),
            elsewhere.Select(line => folder.Length == 0 ? line : line.Replace(folder, string.Empty, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> WithoutColumns(IReadOnlyList<string> answer)
        => [.. answer.Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"\((\d+),\d+\)|\[\d+\.\.\d+\)", "($1)")).Order(StringComparer.Ordinal)];
}
