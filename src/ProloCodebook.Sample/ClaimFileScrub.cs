using ClaimScrubber.Loops;
using ClaimScrubber.Reporting;
using ClaimScrubber.Scrubbing;
using ClaimScrubber.Segments;

namespace ClaimScrubber;

/// <summary>The way of a file: segments, claims, the policy's decisions, report. Each line goes all the way before the next is read.</summary>
internal sealed class ClaimFileScrub(Scrubber scrubber)
{
    public ScrubSummary Run(TextReader file, Report report)
    {
        var summary = new ScrubSummary();
        try
        {
            foreach (var entry in new ClaimReader().Read(new SegmentReader(file).ReadAll()))
            {
                switch (entry)
                {
                    case ClaimServiceLine line:
                        var scrubbed = scrubber.Scrub(line);
                        summary.Add(scrubbed);
                        report.Add(scrubbed);
                        break;
                    case FileProblem problem:
                        Take(problem);
                        break;
                }
            }
        }
        catch (IOException exception)
        {
            // What was read before is still worth a report.
            Take(new FileProblem(0, $"the file cannot be read any further. {exception.Message}"));
        }

        report.End(summary);
        return summary;

        void Take(FileProblem problem)
        {
            summary.Add(problem);
            report.Add(problem);
        }
    }
}
