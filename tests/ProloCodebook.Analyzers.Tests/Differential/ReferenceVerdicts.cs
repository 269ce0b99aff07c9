namespace ProloCodebook.Tests.Differential;

internal enum Verdict
{
    /// <summary>Some path bills it, and no reading of routing.md lets that pass.</summary>
    MustBeReported,

    /// <summary>Every path is routed, even for one who knows no more than routing.md grants.</summary>
    MustBeSilent,

    /// <summary>
    /// Routed where it is executed, but only because of what a must-analysis need not know: conditions that go together, a test of the decision
    /// on some paths only, and the like.
    /// </summary>
    Open,
}

/// <summary>
/// The verdicts of routing.md, by executing the program along every path.
/// </summary>
/// <remarks>
/// A code that is billed (<see cref="Arrival"/>) is routed by R2 when on that path an evaluation of the same code has completed, and its decision
/// matters to the place. "Matters" is taken by its word: would another outcome, with all other choices the same, have changed what
/// happens at this place? Or was the decision handed on? A literal is routed when each place that it reaches is (R1, fine print 1).
/// </remarks>
internal sealed class ReferenceVerdicts
{
    private readonly IReadOnlyList<Execution> _exact;
    private readonly IReadOnlyList<Execution> _forgetful;
    private readonly IReadOnlyList<Execution> _eachTest;
    private readonly List<(Execution Path, Execution Other, IReadOnlyCollection<string> Sites)> _byOutcome;
    private readonly List<(Execution Path, Execution Other, IReadOnlyCollection<string> Sites)> _byTest;
    private readonly Dictionary<(string Site, string Place), bool> _mayMatter = [];
    private readonly Dictionary<(string Site, string Place, int Turn), bool> _surelyMatters = [];
    private readonly HashSet<string> _everHandedOn;
    private readonly HashSet<string> _perhapsHandedOn;
    private readonly HashSet<string> _mixedTests;

    private ReferenceVerdicts(IReadOnlyList<Execution> exact, IReadOnlyList<Execution> forgetful, IReadOnlyList<Execution> eachTest)
    {
        (_exact, _forgetful, _eachTest) = (exact, forgetful, eachTest);
        _byOutcome = Flips(_exact);
        _byTest = Flips(_eachTest);
        _everHandedOn = [.. _exact.SelectMany(path => path.HandedOn).Select(evaluation => evaluation.Site)];

        // An amount that follows from a decision (`Charge("99213", denied ? 0m : 120m)`) may be taken for something read from it.
        _perhapsHandedOn = [.. _exact.SelectMany(path => path.PerhapsHandedOn).Select(evaluation => evaluation.Code)];

        // Tests that on some path look at a decision about the code and on others do not.
        _mixedTests = [.. _exact.SelectMany(path => path.Tests).GroupBy(test => test.Place)
            .Where(tests => tests.Select(test => string.Join(" ", test.About.Select(evaluation => evaluation.Code).Distinct().Order(StringComparer.Ordinal))).Distinct().Count() > 1)
            .Select(tests => tests.Key)];
    }

    /// <returns>By number of the guarded literal; null where the program has too many paths.</returns>
    public static IReadOnlyDictionary<int, Verdict>? Of(Program program, int mostPaths = 300)
    {
        var numbering = new Numbering();
        if (PathEnumeration.All(program, Knowledge.Exact, numbering, mostPaths) is not { } exact
            || PathEnumeration.All(program, Knowledge.Forgetful, numbering, mostPaths * 2) is not { } forgetful
            || PathEnumeration.All(program, Knowledge.EachTestByItself, numbering, mostPaths * 2) is not { } eachTest)
        {
            return null;
        }

        var verdicts = new ReferenceVerdicts(exact, forgetful, eachTest);
        var literals = exact.Concat(forgetful).SelectMany(path => path.Literals).Select(visit => visit.Literal).Distinct();
        return literals.ToDictionary(literal => literal, verdicts.Of);
    }

    private Verdict Of(int literal)
        => _exact.Any(path => path.Arrivals.Any(arrival => arrival.Value.Origin == literal && !MayBeRouted(path, arrival))) ? Verdict.MustBeReported
            : IsSurelyRouted(literal) ? Verdict.MustBeSilent
            : Verdict.Open;

    /// <summary>In the most lenient reading: at the place, at the literal, or at a copy on the way.</summary>
    private bool MayBeRouted(Execution path, Arrival arrival)
        => Past<Point>.Of(arrival.Value.Way).Prepend(arrival.Point).Any(point => Past<Evaluation>.Of(point.Completed).Any(evaluation =>
            evaluation.Code == arrival.Value.Code
            && (path.HandedOn.Contains(evaluation) || _perhapsHandedOn.Contains(evaluation.Code)
                || (path.Ending != Ending.Normal && _everHandedOn.Contains(evaluation.Site))
                || MayMatter(evaluation.Site, point.Place)
                || (PendingFindings.DecisionsOfOneCodeAreOne && (_exact.SelectMany(p => p.HandedOn).Any(e => e.Code == evaluation.Code) || AllSites(evaluation.Code).Any(site => MayMatter(site, point.Place)))))));

    private IEnumerable<string> AllSites(string code)
        => _exact.SelectMany(p => p.Tests).SelectMany(t => t.About).Where(e => e.Code == code).Select(e => e.Site).Distinct();

    private bool IsSurelyRouted(int literal)
    {
        // R2 at the reference itself.
        var visits = _forgetful.SelectMany(path => path.Literals.Where(visit => visit.Literal == literal).Select(visit => (Path: path, visit.Point))).ToList();
        if (AllSurely(visits, [Literal.Guarded]))
        {
            return true;
        }

        // R2 at each place that it reaches, whatever else may reach that place too.
        var places = _forgetful.SelectMany(path => path.Arrivals).Where(arrival => arrival.Value.Origin == literal).Select(arrival => arrival.Point.Place).ToHashSet();
        return places.All(place => _forgetful.SelectMany(path => path.Arrivals.Where(arrival => arrival.Point.Place == place).Select(arrival => (Path: path, arrival.Point, arrival.Value.Code)))
            .GroupBy(arrival => arrival.Code)
            .All(arrivals => AllSurely([.. arrivals.Select(arrival => (arrival.Path, arrival.Point))], [Literal.Guarded, arrivals.Key])));
    }

    private bool AllSurely(IReadOnlyList<(Execution Path, Point Point)> visits, IReadOnlyCollection<string> codes)
        => visits.All(visit => Past<Evaluation>.Of(visit.Point.Completed).Any(evaluation => codes.Contains(evaluation.Code)
                && (Past<Evaluation>.Of(visit.Point.HandedOn).Contains(evaluation) || SurelyMatters(evaluation.Site, visit.Point.Place, visit.Point.Turn))))
            || visits.All(visit => Past<Evaluation>.Of(visit.Point.Completed).Any(evaluation => codes.Contains(evaluation.Code)
                && (visit.Path.HandedOn.Contains(evaluation) || (visit.Path.Ending == Ending.Exception && _everHandedOn.Contains(evaluation.Site)))));

    /// <summary>Some test of the decision changes what happens at the place.</summary>
    private bool MayMatter(string site, string place)
    {
        if (!_mayMatter.TryGetValue((site, place), out var matters))
        {
            matters = _byTest.Any(flip => flip.Sites.Contains(site) && !SeenAt(flip.Path, place).SequenceEqual(SeenAt(flip.Other, place)));
            _mayMatter.Add((site, place), matters);
        }

        return matters;
    }

    /// <summary>Another outcome, and all else the same, would have kept the place from being reached, or changed what is passed with the code.</summary>
    private bool SurelyMatters(string site, string place, int turn)
    {
        if (!_surelyMatters.TryGetValue((site, place, turn), out var matters))
        {
            // (That a loop further on waits for another decision is no doing of this one.)
            matters = _byOutcome.Any(flip => flip.Sites.Contains(site) && !WaitsForOthers(flip.Path, site) && !WaitsForOthers(flip.Other, site) && SeenAt(flip.Path, place).ElementAtOrDefault(turn).With != SeenAt(flip.Other, place).ElementAtOrDefault(turn).With
                && flip.Path.Tests.Any(test => test.About.Any(evaluation => evaluation.Site == site) && !_mixedTests.Contains(test.Place)));
            _surelyMatters.Add((site, place, turn), matters);
        }

        return matters;
    }

    private static bool WaitsForOthers(Execution path, string site) => path.Ending == Ending.Endless && path.WaitsFor.All(evaluation => evaluation.Site != site);

    private static IReadOnlyList<Sight> SeenAt(Execution path, string place) => path.Seen.TryGetValue(place, out var seen) ? seen : [];

    /// <summary>Pairs of executions that differ by one choice about a decision, and by what comes of it.</summary>
    private static List<(Execution Path, Execution Other, IReadOnlyCollection<string> Sites)> Flips(IReadOnlyList<Execution> paths)
    {
        var flips = new List<(Execution, Execution, IReadOnlyCollection<string>)>();
        for (var i = 0; i < paths.Count; i++)
        {
            var values = paths[i].Choices.ToDictionary(choice => choice.Key, choice => choice.Value);
            for (var j = i + 1; j < paths.Count; j++)
            {
                if (FlippedBetween(paths[i], values, paths[j]) is { } sites)
                {
                    flips.Add((paths[i], paths[j], sites));
                    flips.Add((paths[j], paths[i], sites));
                }
            }
        }

        return flips;
    }

    private static IReadOnlyCollection<string>? FlippedBetween(Execution path, Dictionary<string, bool> values, Execution other)
    {
        IReadOnlyCollection<string>? flipped = null;
        foreach (var choice in other.Choices)
        {
            if (values.TryGetValue(choice.Key, out var value) && value != choice.Value)
            {
                if (flipped is not null || choice.About.IsEmpty)
                {
                    return null;
                }

                flipped = choice.About;
            }
        }

        return flipped;
    }
}
