using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProloCodebook.Generation.Tests.Harness;

/// <summary>What a consumer compiles for: language version and reference assemblies.</summary>
public sealed record ConsumerTarget(string Name, LanguageVersion Language, IReadOnlyList<MetadataReference> References, bool IsNullable)
{
    public static ConsumerTarget Net100 { get; } = new("net10.0", LanguageVersion.Latest, [.. Basic.Reference.Assemblies.Net100.References.All], IsNullable: true);

    public static ConsumerTarget Net80 { get; } = new("net8.0", LanguageVersion.CSharp12, [.. Basic.Reference.Assemblies.Net80.References.All], IsNullable: true);

    public static ConsumerTarget NetStandard20 { get; } = new("netstandard2.0", LanguageVersion.CSharp7_3, [.. Basic.Reference.Assemblies.NetStandard20.References.All], IsNullable: false);

    public static ConsumerTarget Net472 { get; } = new("net472", LanguageVersion.CSharp7_3, [.. Basic.Reference.Assemblies.Net472.References.All], IsNullable: false);

    /// <summary>C# 8 that has not switched nullable reference types on.</summary>
    public static ConsumerTarget NetStandard20Oblivious { get; } = NetStandard20 with { Name = "netstandard2.0, C# 8", Language = LanguageVersion.CSharp8 };

    // The SDK switches these off for everyone: an older library on a newer framework.
    private static readonly Dictionary<string, ReportDiagnostic> s_quietInTheSdk = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    public static IReadOnlyList<ConsumerTarget> All { get; } = [Net100, Net80, NetStandard20, NetStandard20Oblivious, Net472];

    /// <summary>A library that asks for everything that a strict project asks for: documentation checked, each warning on.</summary>
    public CSharpCompilation Compile(string assemblyName, IEnumerable<(string Path, string Text)> files, params MetadataReference[] moreReferences)
    {
        var parse = new CSharpParseOptions(Language, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            warningLevel: 9999,
            generalDiagnosticOption: ReportDiagnostic.Error,
            optimizationLevel: OptimizationLevel.Release,
            specificDiagnosticOptions: s_quietInTheSdk,
            nullableContextOptions: IsNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable);
        return CSharpCompilation.Create(
            assemblyName,
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, parse, file.Path)),
            References.Concat(moreReferences),
            options);
    }

    public override string ToString() => Name;
}
