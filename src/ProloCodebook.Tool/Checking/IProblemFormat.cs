using ProloCodebook.Tool.Policies;

namespace ProloCodebook.Tool.Checking;

/// <summary>A way to write down what is wrong in policy files.</summary>
internal interface IProblemFormat
{
    void Write(LoadedPolicies policies);
}
