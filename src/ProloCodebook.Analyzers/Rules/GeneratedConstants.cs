using Microsoft.CodeAnalysis;
using ProloCodebook.References;

namespace ProloCodebook.Rules;

/// <summary>The generated constants that a compilation can use: none in Visual Basic where no C# project offers them.</summary>
internal sealed class GeneratedConstants(Compilation compilation, PolicySymbols symbols)
{
    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _types = new(() =>
        [.. compilation.GetTypesByMetadataName(symbols.Namespace + ".CodeText").Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))]);

    public bool Contains(GuardedCode code) => _types.Value.Any(type => !type.GetMembers(code.ConstantName).IsEmpty);
}
