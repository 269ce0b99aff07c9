namespace ProloCodebook.Policy;

/// <summary>The policies of one compilation, overlays merged into what they refine. Compared by value and free of positions.</summary>
/// <param name="Policies">Ordered by id, then by the first effective date. Several with the same id are revisions: the service date picks one. No code is listed by two ids.</param>
/// <param name="Problems">What is wrong between the files; what is affected is left out of <paramref name="Policies"/>.</param>
public sealed record PolicySet(EquatableArray<PayerPolicy> Policies, EquatableArray<PolicySetProblem> Problems)
{
    /// <summary>Puts the policies of one compilation together. Pure; shared by the generator (which emits <see cref="Policies"/>) and the analyzer (see <see cref="Check"/>).</summary>
    /// <param name="policies">As <see cref="PolicyReader"/> gave them, in the order of their files' paths.</param>
    public static PolicySet Merge(IReadOnlyList<PayerPolicy> policies)
    {
        var problems = new List<PolicySetProblem>();
        var own = SharedNames.WithoutClashingIds(policies, RevisionMerger.Merge(policies, problems), problems);
        SharedNames.Check(policies, own, problems);
        own = SharedNames.WithoutRepeatedCodes(policies, own, problems);
        var merged = OverlayMerger.Merge(policies, own, problems);
        return new PolicySet(merged.ToEquatableArray(), problems.Distinct().ToEquatableArray());
    }

    /// <summary>What is wrong between the files of one compilation, with positions, and the examples of overlays that fail. The problems within each file are those of its reading.</summary>
    /// <returns>Each problem with the index of its file in <paramref name="readings"/>.</returns>
    public static IReadOnlyList<PolicyFileProblem> Check(IReadOnlyList<PolicyReading> readings, CancellationToken cancellationToken = default)
    {
        var files = Enumerable.Range(0, readings.Count).Where(i => readings[i].Policy is not null).ToList();
        var set = Merge(files.Select(file => readings[file].Policy!).ToList());

        // A file that could not be read may be the one that an overlay refines.
        var isWhole = files.Count == readings.Count;
        var problems = set.Problems
            .Where(problem => isWhole || !problem.IsAboutMissingPolicy)
            .Select(problem => Locate(files[problem.Policy], problem))
            .ToList();
        foreach (var file in files.Where(file => readings[file].Policy is { Refines: not null } && isWhole && set.Problems.Count == 0))
        {
            CheckExamples(file);
        }

        return problems.Distinct().ToList();

        PolicyFileProblem Locate(int file, PolicySetProblem problem)
        {
            readings[file].Positions.TryGetValue(problem.Anchor, out var span);
            return new PolicyFileProblem(file, new PolicyProblem(problem.Id, problem.Message, span, problem.IsWarning));
        }

        void CheckExamples(int file)
        {
            var examples = readings[file].Examples;
            for (var i = 0; i < examples.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var dangling = OverlayExampleCheck.Dangling(set, readings[file].Policy!.Refines!, examples[i]).ToList();
                problems.AddRange(dangling.Select(problem => Locate(file, new PolicySetProblem(PolicyProblemKinds.DanglingReference.Id, problem.Message, file, $"examples/{i}/{problem.Key}"))));
                if (dangling.Count == 0 && ExampleCheck.Run(set, examples[i]) is var (key, message))
                {
                    problems.Add(Locate(file, new PolicySetProblem(PolicyProblemKinds.Example.Id, message, file, $"examples/{i}/{key}")));
                }
            }
        }
    }
}

/// <summary>Something wrong between policy files.</summary>
/// <param name="Policy">Index, in the list that was merged, of the policy whose file the problem is reported in.</param>
/// <param name="Anchor">What it is about in that file, as <c>codes/M0076</c>: a key of <see cref="PolicyReading.Positions"/>.</param>
public sealed record PolicySetProblem(string Id, string Message, int Policy, string Anchor, bool IsWarning = false)
{
    /// <summary>The policy that an overlay refines was not found.</summary>
    internal bool IsAboutMissingPolicy { get; init; }
}

/// <summary>A problem and the file it is in.</summary>
/// <param name="File">Index in the list of readings.</param>
public sealed record PolicyFileProblem(int File, PolicyProblem Problem);
