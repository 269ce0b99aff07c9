namespace ProloCodebook.Routing;

/// <summary>How much work one body may take. What runs out reports; it never hides a reference.</summary>
internal sealed class RoutingBudget(CancellationToken cancellationToken)
{
    /// <summary>Steps (an operation run once) for one body, its lambdas and local functions included.</summary>
    public const int StepsPerBody = 400_000;

    private int _left = StepsPerBody;

    /// <summary>Whoever asks may call it off.</summary>
    public CancellationToken CancellationToken { get; set; } = cancellationToken;

    public void Spend(int steps)
    {
        CancellationToken.ThrowIfCancellationRequested();
        _left -= steps;
        if (_left < 0)
        {
            throw new RoutingBudgetException();
        }
    }
}

/// <summary>Ends the analysis of a body that takes too long. Caught where the body's analysis starts.</summary>
internal sealed class RoutingBudgetException : Exception
{
    public RoutingBudgetException()
        : base("The analysis of this body takes too many steps.")
    {
    }
}
