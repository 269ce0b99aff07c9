using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation;

/// <summary>What the project file says about the generated code. A value that cannot be used is replaced by the default and named in <see cref="Problems"/>.</summary>
internal sealed record GeneratorSettings(string Namespace, bool IsPublic, bool Generates, EquatableArray<string> Problems)
{
    public const string DefaultNamespace = "ProloCodebook";

    public static GeneratorSettings Read(AnalyzerConfigOptions options)
    {
        var problems = new List<string>();
        var name = Value(options, "ProloCodebookNamespace");
        if (name is not null && !IsNamespace(name))
        {
            problems.Add($"ProloCodebookNamespace is '{name}', which is no C# namespace; '{DefaultNamespace}' is used instead. Write identifiers with dots between them, for example 'Acme.Billing'.");
            name = null;
        }

        var visibility = Value(options, "ProloCodebookVisibility");
        var isPublic = Is(visibility, "public");
        if (visibility is not null && !isPublic && !Is(visibility, "internal"))
        {
            problems.Add($"ProloCodebookVisibility is '{visibility}'; 'internal' is used instead. Write 'internal' or 'public'.");
        }

        var generate = Value(options, "ProloCodebookGenerate");
        var isOff = Is(generate, "false");
        if (generate is not null && !isOff && !Is(generate, "true"))
        {
            problems.Add($"ProloCodebookGenerate is '{generate}'; 'true' is used instead. Write 'true' or 'false'.");
        }

        return new(name ?? DefaultNamespace, isPublic, !isOff, problems.ToEquatableArray());
    }

    private static string? Value(AnalyzerConfigOptions options, string property)
        => options.TryGetValue("build_property." + property, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsNamespace(string name)
        => name.Length <= 512
            && name.Split('.').All(part => SyntaxFacts.IsValidIdentifier(part) && SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None);
}
