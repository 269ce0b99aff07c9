namespace ProloCodebook.Routing;

/// <summary>
/// How deep the bodies of called methods are looked into. A body is followed with what its callees do as seen one level less
/// deep, so recursion ends, and what is found depends on nothing but the body and the level: it is kept for the whole
/// compilation, whoever asked first.
/// </summary>
internal sealed record RoutingSession(CancellationToken CancellationToken, int Level = RoutingSession.Deepest)
{
    /// <summary>Chains of helpers longer than this are taken as unknown. (A value is followed into callees without end.)</summary>
    public const int Deepest = 10;

    public RoutingSession Below() => this with { Level = Level - 1 };

    /// <summary>
    /// How deep those are looked into that call a method, for what they hand to it; null where they are not. Half as deep, so that a body with
    /// thousands of callers does not have each of them followed at every level.
    /// </summary>
    public RoutingSession? ToCallers() => Level < 2 ? null : this with { Level = Level / 2 };
}
