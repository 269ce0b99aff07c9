using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;

namespace ProloCodebook.Tests.Differential;

/// <summary>The analyzer and the reference disagree about a literal.</summary>
internal sealed record Disagreement(Program Program, int Literal, Verdict Expected)
{
    public override string ToString()
        => $"The analyzer {(Expected == Verdict.MustBeReported ? "is silent about" : "reports")} the marked literal:\n{CSharpRenderer.Render(Program, Literal)}";
}

/// <summary>What a number of programs showed.</summary>
internal sealed class Comparison
{
    public int Programs { get; private set; }

    /// <summary>Programs with too many paths.</summary>
    public int Skipped { get; private set; }

    /// <summary>Literals that the reference has a verdict on.</summary>
    public Dictionary<Verdict, int> Literals { get; } = new() { [Verdict.MustBeReported] = 0, [Verdict.MustBeSilent] = 0, [Verdict.Open] = 0 };

    public int OpenReported { get; private set; }

    public List<Disagreement> Disagreements { get; } = [];

    /// <summary>Compares verdicts on programs, all in one compilation.</summary>
    public async Task AddAsync(IReadOnlyList<Program> programs)
    {
        var verdicts = programs.Select(program => ReferenceVerdicts.Of(program)).ToList();
        var reported = await ReportedAsync(programs);
        for (var i = 0; i < programs.Count; i++)
        {
            Programs++;
            if (verdicts[i] is not { } expected)
            {
                Skipped++;
                continue;
            }

            foreach (var (literal, verdict) in expected)
            {
                var isReported = reported.Contains((i, literal));
                Literals[verdict]++;
                OpenReported += verdict == Verdict.Open && isReported ? 1 : 0;
                if (verdict == (isReported ? Verdict.MustBeSilent : Verdict.MustBeReported))
                {
                    Disagreements.Add(new Disagreement(programs[i], literal, verdict));
                }
            }
        }
    }

    /// <summary>A smaller program with a disagreement of the same kind.</summary>
    public static async Task<Disagreement> ShrinkAsync(Disagreement disagreement)
    {
        while (true)
        {
            var smaller = Compiling([.. Shrinker.Smaller(disagreement.Program)]);
            var comparison = new Comparison();
            await comparison.AddAsync(smaller);
            if (comparison.Disagreements.FirstOrDefault(other => other.Expected == disagreement.Expected) is not { } found)
            {
                return disagreement;
            }

            disagreement = found;
        }
    }

    /// <summary>Those that are C#.</summary>
    private static List<Program> Compiling(IReadOnlyList<Program> programs)
    {
        var text = Render(programs);
        var broken = ProjectOf(text).CompileWithErrors().GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => text.ProgramAt(diagnostic.Location.SourceSpan.Start)).ToHashSet();
        return [.. programs.Where((_, i) => !broken.Contains(i))];
    }

    private static CSharpRenderer Render(IReadOnlyList<Program> programs)
    {
        var text = new CSharpRenderer();
        for (var i = 0; i < programs.Count; i++)
        {
            text.Add(programs[i], i);
        }

        return text;
    }

    private static async Task<HashSet<(int Program, int Literal)>> ReportedAsync(IReadOnlyList<Program> programs)
    {
        var text = Render(programs);
        var diagnostics = await ProjectOf(text).AnalyzeAsync(new UnroutedReferenceAnalyzer(PolicyCodes.All));
        return [.. diagnostics.Where(diagnostic => diagnostic.Id == RuleIdentifiers.UnroutedReference).Select(diagnostic => text.Literals[diagnostic.Location.SourceSpan.Start])];
    }

    private static TestProject ProjectOf(CSharpRenderer text) => new(text.Text) { OtherFiles = [(CasePrelude.FileName, CasePrelude.Source)] };
}
