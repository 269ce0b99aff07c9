using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProloCodebook.Generation.Emission;
using ProloCodebook.Policy;

namespace ProloCodebook.Generation;

/// <summary>Turns the policy files of a project into typed codes, facts and an evaluator. What is wrong in a policy file is reported by an analyzer.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PolicyGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellationToken) => PolicyInput.From(pair.Left, pair.Right, cancellationToken))
            .Where(input => input is not null)
            .Select((input, _) => input!)
            .WithTrackingName(TrackingNames.Files);
        var sources = files
            .Where(file => !file.IsPolicy)
            .Collect()
            .Select((all, _) => new SourceTexts(all.Select(file => (file.Path, file.Text))))
            .WithTrackingName(TrackingNames.Sources);

        // Read one by one, so that an edit in one file reads that file only; what leaves this step is free of positions.
        var readings = files
            .Where(file => file.IsPolicy)
            .Combine(sources)
            .Select((pair, cancellationToken) => ReadPolicy(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Policies);
        var codebook = readings
            .Collect()
            .Select((all, _) => Merge(all))
            .WithTrackingName(TrackingNames.Codebook);

        var settings = context.AnalyzerConfigOptionsProvider
            .Select((options, _) => GeneratorSettings.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.Settings);
        var target = context.CompilationProvider
            .Combine(settings)
            .Select((pair, cancellationToken) => FindTarget(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Target);

        // Two outputs: a changed policy does not write the files again that no policy fills.
        var hasPolicy = codebook.Select((book, _) => book.HasFiles);
        context.RegisterSourceOutput(
            target.Combine(hasPolicy).WithTrackingName(TrackingNames.FixedFiles),
            (output, pair) =>
            {
                if (pair is { Left: { } target, Right: true })
                {
                    Add(output, CodebookEmitter.Fixed(target));
                }
            });
        context.RegisterSourceOutput(
            target.Combine(codebook).WithTrackingName(TrackingNames.PolicyFiles),
            (output, pair) =>
            {
                if (pair is { Left: { } target, Right.HasFiles: true })
                {
                    Add(output, CodebookEmitter.OfPolicies(target, pair.Right.Policies));
                }
            });
    }

    private static ReadPolicyFile ReadPolicy(PolicyInput file, SourceTexts sources, CancellationToken cancellationToken)
        => new(file.Path, PolicyReadings.Read(file.Text, file.Path, sources, cancellationToken).Policy);

    // Ordered by path first, so that nothing depends on the order in which the build lists the files.
    private static CodebookModel Merge(IReadOnlyList<ReadPolicyFile> readings)
        => new(
            readings.Count > 0,
            PolicySet.Merge([.. readings
                .OrderBy(reading => reading.Path, StringComparer.Ordinal)
                .Select(reading => reading.Policy)
                .Where(policy => policy is not null)
                .Select(policy => policy!)]).Policies);

    /// <summary>Null where nothing is to be generated.</summary>
    private static Target? FindTarget(Compilation compilation, GeneratorSettings settings, CancellationToken cancellationToken)
    {
        if (!settings.Generates || compilation is not CSharpCompilation csharp)
        {
            return null;
        }

        // A second evaluator beside a referenced one would be CS0436 at each use.
        foreach (var type in csharp.GetTypesByMetadataName(settings.Namespace + ".PolicyEvaluator"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, csharp.Assembly) && csharp.IsSymbolAccessibleWithin(type, csharp.Assembly))
            {
                return null;
            }
        }

        return new Target(settings.Namespace, settings.IsPublic, csharp.LanguageVersion >= LanguageVersion.CSharp8, HasJson(csharp));
    }

    private static bool HasJson(Compilation compilation)
        => compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonConverter`1") is not null
            && compilation.GetTypeByMetadataName("System.Text.Json.Utf8JsonWriter") is { } writer
            && !writer.GetMembers("WriteRawValue").IsEmpty;

    private static void Add(SourceProductionContext output, IEnumerable<GeneratedFile> files)
    {
        foreach (var file in files)
        {
            output.CancellationToken.ThrowIfCancellationRequested();
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private sealed record ReadPolicyFile(string Path, PayerPolicy? Policy);

    /// <param name="HasFiles">There are policy files, even if none could be read: code that uses the generated types should not break as well.</param>
    private sealed record CodebookModel(bool HasFiles, EquatableArray<PayerPolicy> Policies);
}
