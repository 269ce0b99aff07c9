using ClaimScrubber.Loops;

namespace ProloCodebook.Tool.Explaining;

/// <summary>A way to write down what the policies make of a claim file, while it is read.</summary>
internal interface IClaimFileFormat : IDisposable
{
    void Add(ClaimServiceLine line, ExplainedLine explained);

    /// <param name="notEvaluated">Why no policy could be asked.</param>
    void Add(ClaimServiceLine line, string notEvaluated);

    void Add(FileProblem problem);

    void End();
}
