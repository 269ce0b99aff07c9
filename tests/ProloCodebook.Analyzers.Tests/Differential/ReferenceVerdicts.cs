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
                || MayMatter(evaluation.Site, point.Place))));

    private bool IsSurelyRouted(int literal)
    {
        // R2 at the reference itself.
        var visits = _forgetful.SelectMany(path => path.Literals.Where(visit => visit.Literal == literal)
            .Select(visit => (path, visit.Point, new CodeValue(Literal.Guarded, literal, null, null)))).ToList();
        if (AllSurely(visits))
        {
            return true;
        }

        // R2 at each place that it reaches, whatever else may reach that place too.
        var fields = FieldsThatMayHold(literal);
        bool Reaches(Arrival arrival) => arrival.Value.Origin == literal || fields.Contains(arrival.Value.Through ?? "");
        HashSet<string> PlacesIn(IReadOnlyList<Execution> paths) => [.. paths.SelectMany(path => path.Arrivals).Where(Reaches).Select(arrival => arrival.Point.Place)];
        var places = PlacesIn(_forgetful);
        if (!PlacesIn(_eachTest).IsSubsetOf(places))
        {
            // Never reached, but only because two tests of one decision agree.
            return false;
        }

        return places.All(place => _forgetful.SelectMany(path => path.Arrivals.Where(arrival => arrival.Point.Place == place).Select(arrival => (path, arrival.Point, arrival.Value)))
            .GroupBy(arrival => arrival.Value.Code)
            .All(arrivals => AllSurely([.. arrivals])));
    }

    /// <summary>A field has no order: it may hold whatever is ever stored in it.</summary>
    private HashSet<string> FieldsThatMayHold(int literal)
    {
        var fields = new HashSet<string>();
        var stores = _forgetful.SelectMany(path => path.Stored).ToHashSet();
        while (stores.Any(store => (store.Literal == literal || fields.Contains(store.From ?? "")) && fields.Add(CodeValue.ReadFrom(store.Field))))
        {
        }

        return fields;
    }

    /// <summary>
    /// All in the same way: by evaluations before, or by handing on after; of codes written out, or of what was passed to helpers.
    /// </summary>
    private bool AllSurely(IReadOnlyList<(Execution Path, Point Point, CodeValue Value)> visits)
        => new[] { true, false }.Any(isWrittenOut =>
        {
            IEnumerable<Evaluation> About((Execution Path, Point Point, CodeValue Value) visit)
                => Past<Evaluation>.Of(visit.Point.Completed).Where(evaluation => evaluation.Through is null == isWrittenOut && IsSurelyAbout(evaluation, visit.Value, visit.Point.Place));

            return visits.All(visit => About(visit).Any(evaluation
                    => IsSurelyKnownAt(visit.Point.Place, evaluation, visit.Path)
                        && (IsHandedOnBefore(evaluation, visit.Point) || SurelyMatters(evaluation.Site, visit.Point.Place, visit.Point.Turn))))
                || visits.All(visit => About(visit).Any(evaluation
                    => (visit.Path.HandedOn.Contains(evaluation) && IsWithin(visit.Point.Place, evaluation.Site)) || (visit.Path.Ending == Ending.Exception && _everHandedOn.Contains(evaluation.Site))));
        });

    /// <summary>By the method itself; what a helper that it calls does with its own decisions is the helper's.</summary>
    private static bool IsHandedOnBefore(Evaluation evaluation, Point point)
        => IsWithin(point.Place, evaluation.Site) && Past<Evaluation>.Of(point.HandedOn).Contains(evaluation);

    private static bool IsSurelyAbout(Evaluation evaluation, CodeValue value, string place)
        => (evaluation.Code is Literal.Guarded || evaluation.Code == value.Code)
            && (evaluation.Through is not { } through
                || (value.Through == through && value.Origin == evaluation.Origin && (!CodeValue.IsOfField(through) || CallsOf(place) == CallsOf(evaluation.Site)))
                || (!through.StartsWith(CodeValue.Returned, StringComparison.Ordinal) && !(place + "/").StartsWith(through + "/", StringComparison.Ordinal)));

    /// <summary>Some test of the decision changes what happens at the place.</summary>
    private bool MayMatter(string site, string place)
    {
        if (!_mayMatter.TryGetValue((site, place), out var matters))
        {
            matters = _byTest.Any(flip => flip.Sites.Contains(site) && !SeenAt(flip.Path, place).SequenceEqual(SeenAt(flip.Other, place)) && !IsByFailure(flip.Path, flip.Other, place));
            _mayMatter.Add((site, place), matters);
        }

        return matters;
    }

    /// <summary>"when on every normal return an evaluation … has completed and mattered: it threw, or it returns the decision or something read from it"</summary>
    private bool IsSurelyKnownAt(string place, Evaluation evaluation, Execution path)
        => IsWithin(place, evaluation.Site)
            || path.Returned.Contains(evaluation)
            || _byOutcome.Any(flip => flip.Sites.Contains(evaluation.Site) && flip.Path.Ending == Ending.Exception && flip.Path.ThrownIn == CallsOf(evaluation.Site));

    /// <summary>Another outcome, and all else the same, would have kept the place from being reached, or changed what is passed with the code.</summary>
    private bool SurelyMatters(string site, string place, int turn)
    {
        if (!_surelyMatters.TryGetValue((site, place, turn), out var matters))
        {
            matters = _byOutcome.Any(flip => flip.Sites.Contains(site)
                && SeenAt(flip.Path, place).ElementAtOrDefault(turn).With != SeenAt(flip.Other, place).ElementAtOrDefault(turn).With
                && !IsByFailure(flip.Path, flip.Other, place)
                && IsBySurely(flip.Path, site) && IsBySurely(flip.Other, site)
                && HasSureTest(SeenAt(flip.Path, place).Count >= SeenAt(flip.Other, place).Count ? flip.Path : flip.Other, site));
            _surelyMatters.Add((site, place, turn), matters);
        }

        return matters;
    }

    /// <summary>A test that always looks at a decision about the code, and that no exception has made naught.</summary>
    private bool HasSureTest(Execution path, string site)
        => path.Tests.Any(test => test.About.Any(evaluation => evaluation.Site == site) && !_mixedTests.Contains(test.Place) && !path.LostTests.Contains(test.Place));

    /// <summary>A call that is made on one outcome only and happens to throw makes no guard of that outcome.</summary>
    private static bool IsByFailure(Execution path, Execution other, string place)
    {
        var (fewer, more) = SeenAt(path, place).Count <= SeenAt(other, place).Count ? (path, other) : (other, path);
        return !fewer.Failed.IsSubsetOf(more.Failed);
    }

    /// <summary>
    /// That a loop further on waits for another decision, or that a method throws which is called on one outcome only, is no doing of this one.
    /// </summary>
    private bool IsBySurely(Execution path, string site) => path.Ending switch
    {
        Ending.Endless => path.WaitsFor.Any(evaluation => evaluation.Site == site) && !_exact.Any(other => other.LeftEarly.Contains(path.WaitsAt!)),
        Ending.Exception => path.Tests.Any(test => CallsOf(test.Place) == path.ThrownIn && test.About.Any(evaluation => evaluation.Site == site)),
        _ => true,
    };

    /// <summary>The place lies in the call that the site lies in, or in one made from there.</summary>
    private static bool IsWithin(string place, string site) => place.StartsWith(CallsOf(site) + "/", StringComparison.Ordinal);

    private static string CallsOf(string place) => place[..place.LastIndexOf('/')];

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
