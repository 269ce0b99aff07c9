using ProloCodebook.Policy;

namespace ProloCodebook.Tool.Checking;

/// <summary>How the build and SARIF call the two severities that policy files have.</summary>
internal static class Severity
{
    public static string Of(PolicyProblem problem) => Of(problem.IsWarning);

    public static string Of(PolicyProblemKind kind) => Of(kind.IsWarning);

    private static string Of(bool isWarning) => isWarning ? "warning" : "error";
}
