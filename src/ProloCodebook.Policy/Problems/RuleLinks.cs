using System.Reflection;

namespace ProloCodebook.Policy;

/// <summary>Where the page of a rule is, billing rules included.</summary>
public static class RuleLinks
{
    // The SDK writes the property RepositoryUrl into the assembly, where it is set.
    private static readonly string? s_repositoryUrl = typeof(RuleLinks).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "RepositoryUrl")?.Value?.TrimEnd('/');

    /// <summary>The address of the rule's page; null where the project has no home (see RepositoryUrl in Directory.Build.props).</summary>
    /// <param name="id">PCBxxxx.</param>
    public static string? Of(string id)
        => string.IsNullOrEmpty(s_repositoryUrl) ? null : $"{s_repositoryUrl}/blob/main/src/ProloCodebook/rules/{id}.md";
}
