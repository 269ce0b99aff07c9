namespace ProloCodebook.Policy;

/// <summary>Collects what is wrong in one file.</summary>
internal sealed class ProblemList
{
    /// <summary>So many are shown per run; nobody reads more, and a hostile file could hold a million.</summary>
    internal const int Most = 100;

    private readonly List<PolicyProblem> _problems = [];

    public int Count => _problems.Count;

    public bool HasErrors => _problems.Exists(problem => !problem.IsWarning);

    public bool Has(PolicyProblemKind kind) => _problems.Exists(problem => problem.Id == kind.Id);

    public void Add(PolicyProblemKind kind, PolicySpan span, string message)
    {
        if (_problems.Count < Most)
        {
            _problems.Add(new PolicyProblem(kind.Id, message, span, kind.IsWarning));
        }
        else if (_problems.Count == Most)
        {
            // Many warnings alone are no error.
            var last = kind.IsWarning && !HasErrors ? kind : PolicyProblemKinds.Limit;
            _problems.Add(new PolicyProblem(last.Id, $"More than {Most} problems were found; the first {Most} are shown.", span, last.IsWarning));
        }
    }

    public EquatableArray<PolicyProblem> ToEquatableArray()
        => _problems
            .Distinct()
            .OrderBy(problem => problem.Span.StartLine)
            .ThenBy(problem => problem.Span.StartColumn)
            .ThenBy(problem => problem.Id, StringComparer.Ordinal)
            .ToEquatableArray();
}
