using System.Globalization;
using System.Reflection;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProloCodebook.Routing;

namespace ProloCodebook.Tests.Routing;

/// <summary>
/// What is known of every public method, property and type of .NET, as a whole: whoever adds a name sees which others it is the name of, and whoever loses one sees
/// that. <see cref="KnownLibraryTests"/> says of single ones what is right.
/// </summary>
public sealed class KnownLibrarySnapshotTests
{
    /// <summary>Of more names than these only how many there are in each namespace is told.</summary>
    private const int MostNames = 400;

    private static readonly Type[] s_known = [typeof(KnownLibrary), typeof(KnownTypes), typeof(CollectionMethods)];

    private static readonly Lazy<IReadOnlyList<INamedTypeSymbol>> s_types = new(() => [.. Library().GlobalNamespace.GetNamespaceMembers().SelectMany(TypesIn)]);

    [Theory]
    [InlineData("methods")]
    [InlineData("properties")]
    [InlineData("types")]
    public void What_is_known_of(string kind)
    {
        var members = s_types.Value.SelectMany(type => type.GetMembers()).Where(IsPublic);
        Verify.Text(
            kind switch
            {
                "methods" => Known(members.OfType<IMethodSymbol>(), method => method.Name),
                "properties" => Known(members.OfType<IPropertySymbol>(), property => property.ContainingType.Name + "." + property.MetadataName),
                _ => Known(s_types.Value, type => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)),
            },
            kind);
    }

    private static CSharpCompilation Library() => CSharpCompilation.Create("Library", references: Net100.References.All);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol around)
        => around.GetMembers().SelectMany(member => member switch
        {
            INamespaceSymbol inner => TypesIn(inner),
            INamedTypeSymbol type when IsPublic(type) => TypesIn(type).Prepend(type),
            _ => [],
        });

    private static bool IsPublic(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Public;

    /// <summary>For each question that can be asked of one such symbol: each answer that says something, and the names of those that it was given of, with how many there are of that name.</summary>
    private static string Known<TSymbol>(IEnumerable<TSymbol> symbols, Func<TSymbol, string> nameOf)
        where TSymbol : ISymbol
    {
        var all = symbols.ToList();
        var text = new StringBuilder();
        foreach (var question in s_known.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public)).Where(IsAboutOne).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            foreach (var answer in all.GroupBy(symbol => Words(question.Invoke(null, [symbol]), question.ReturnType)).Where(group => group.Key is not null).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var names = Counted(answer.Select(nameOf));
                text.Append(question.Name).Append(' ').Append(answer.Key).Append(": ")
                    .AppendJoin(", ", names.Count <= MostNames ? names : Counted(answer.Select(symbol => symbol.ContainingNamespace.ToDisplayString()))).AppendLine();
            }
        }

        return text.ToString();

        static bool IsAboutOne(MethodInfo method) => method.GetParameters() is [{ ParameterType: var type }] && type.IsAssignableFrom(typeof(TSymbol));
    }

    private static List<string> Counted(IEnumerable<string> names)
        => [.. names.GroupBy(name => name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Count() == 1 ? group.Key : string.Create(CultureInfo.InvariantCulture, $"{group.Key} ({group.Count()})"))];

    /// <summary>Null where the answer is that there is nothing to say.</summary>
    private static string? Words(object? answer, Type type) => answer switch
    {
        null => null,
        bool truth when type == typeof(bool) => truth ? "yes" : null,
        IEnumerable<ISymbol> several => several.Any() ? string.Join("+", several.Select(symbol => symbol.Name)) : null,
        ISymbol one => one.Name,
        _ => Convert.ToString(answer, CultureInfo.InvariantCulture),
    };
}
