using System.Globalization;
using System.Text.RegularExpressions;

namespace ProloCodebook.Package.Tests.Infrastructure;

/// <summary>One error or warning of a build log. Line and column count from 1; 0 where the log gives none.</summary>
internal sealed partial record BuildDiagnostic(string File, int Line, int Column, string Severity, string Id, string Message, string Project)
{
    /// <summary>The diagnostics of a log, each once although a build repeats them.</summary>
    public static IReadOnlyList<BuildDiagnostic> Parse(string log)
        => log.Split('\n')
            .Select(line => Pattern().Match(line.Trim()))
            .Where(m => m.Success)
            .Select(m => new BuildDiagnostic(
                Path.GetFileName(m.Groups["file"].Value.Trim()),
                Number(m.Groups["line"]),
                Number(m.Groups["column"]),
                m.Groups["severity"].Value,
                m.Groups["id"].Value,
                m.Groups["message"].Value,
                m.Groups["project"].Value))
            .Distinct()
            .ToList();

    public override string ToString() => $"{File}({Line},{Column}): {Severity} {Id}";

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    // Program.cs(5,14): warning PCB1001: text [/folder/Consumer.csproj::TargetFramework=net8.0]
    [GeneratedRegex(@"^(?<file>[^\s(:][^(]*?)\s?(\((?<line>\d+),(?<column>\d+)(,\d+,\d+)?\))?\s?: (?<severity>error|warning)( (?<id>[A-Za-z]+\d+))?\s?: (?<message>.*?)( \[(?<project>[^\[\]]+)\])?$")]
    private static partial Regex Pattern();
}
