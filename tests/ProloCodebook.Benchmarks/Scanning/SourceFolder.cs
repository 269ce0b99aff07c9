using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Benchmarks.Scanning;

/// <summary>The C# files of one project of a folder, or of all of them.</summary>
internal sealed record SourceProject(string Name, ImmutableArray<string> Files)
{
    private static readonly CSharpParseOptions s_parseOptions = new(
        LanguageVersion.Preview, DocumentationMode.Parse, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0", "NET10_0_OR_GREATER", "NETCOREAPP", "NETSTANDARD2_0_OR_GREATER"]);

    // What the SDK adds with ImplicitUsings.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public ImmutableArray<SyntaxTree> Parse()
        => [.. Files.AsParallel().AsOrdered().Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file)), s_parseOptions, file))];

    /// <summary>
    /// The project with current .NET and the contract's types, but none of the packages it needs, so much of it does not compile:
    /// analyzers have to live with that.
    /// </summary>
    public CSharpCompilation Compile(IEnumerable<SyntaxTree> trees)
        => CSharpCompilation.Create(
            "Scanned",
            [
                .. trees,
                CSharpSyntaxTree.ParseText(ImplicitUsings, s_parseOptions, "ImplicitUsings.g.cs"),
                CSharpSyntaxTree.ParseText(ContractStub.Source, s_parseOptions, ContractStub.FileName),
            ],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
}

/// <summary>Splits a folder into projects.</summary>
internal static class SourceFolder
{
    /// <summary>A file belongs to the nearest folder above it that holds a project file.</summary>
    public static IReadOnlyList<SourceProject> Projects(string folder, bool asOne)
    {
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (asOne)
        {
            return [new SourceProject(Path.GetFileName(folder), [.. files])];
        }

        var owners = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.GroupBy(file => OwnerOf(Path.GetDirectoryName(file)!) ?? folder)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new SourceProject(Path.GetRelativePath(folder, group.Key), [.. group])),
        ];

        string? OwnerOf(string? directory)
        {
            while (directory is not null && directory.Length >= folder.Length)
            {
                if (owners.Contains(directory))
                {
                    return directory;
                }

                directory = Path.GetDirectoryName(directory);
            }

            return null;
        }
    }
}
