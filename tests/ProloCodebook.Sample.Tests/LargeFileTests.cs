using ClaimScrubber.Reporting;
using ClaimScrubber.Scrubbing;
using ProloCodebook;
using static ClaimScrubber.Tests.ClaimFileText;

namespace ClaimScrubber.Tests;

public sealed class LargeFileTests
{
    private const long MemoryLimit = 16 * 1024 * 1024;

    [Fact]
    public void A_file_far_larger_than_the_memory_allowed_is_reported_whole()
    {
        const int Claims = 40_000;
        using var file = new GeneratedFile(
            Isa(Usual) + "GS*HC*A*B*20260316*0915*42*X*005010X222A1~ST*837*0001*005010X222A1~" + string.Concat((BillingProvider + "\n" + MedicareSubscriber).Split('\n').Select(s => s.TrimEnd() + "~")),
            i => $"CLM*C{i}*180***11:B:1*Y*A*Y*Y~HI*ABK:M5450~LX*1~SV1*HC:{(i % 1000 == 0 ? "M0076" : "99213")}*180*UN*1***1~DTP*472*D8*20260302~NTE*ADD*{new string('X', 400)}~",
            Claims,
            $"SE*{(6 * Claims) + 11}*0001~GE*1*42~IEA*1*000000042~");
        using var report = new DiscardingWriter();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var highest = 0L;
        file.AfterEvery(Claims / 20, () => highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true) - before));

        var summary = new ClaimFileScrub(new Scrubber(PolicyEvaluator.Instance)).Run(file, new Report(ReportConsole.Plain(report), "large.837"));

        Assert.Equal((Claims, Claims, 0), (summary.Claims, summary.Lines, summary.Problems));
        Assert.True(file.Length > MemoryLimit, $"The file has only {file.Length} characters.");
        Assert.True(highest <= MemoryLimit, $"{highest} bytes were held at once."); // Below zero where other tests let go of more meanwhile.
        Assert.True(report.Length > MemoryLimit, $"The report has only {report.Length} characters.");
    }

    /// <summary>A file that is made while it is read.</summary>
    private sealed class GeneratedFile(string start, Func<int, string> part, int count, string end) : TextReader
    {
        private string current = start;
        private int position;
        private int next;
        private int step;
        private Action afterStep = () => { };

        public long Length { get; private set; }

        public void AfterEvery(int parts, Action action) => (step, afterStep) = (parts, action);

        public override int Peek() => MoveToText() ? current[position] : -1;

        public override int Read()
        {
            if (!MoveToText())
            {
                return -1;
            }

            Length++;
            return current[position++];
        }

        private bool MoveToText()
        {
            if (position < current.Length)
            {
                return true;
            }

            if (next > count)
            {
                return false;
            }

            if (next % step == 0)
            {
                afterStep();
            }

            current = next == count ? end : part(next);
            next++;
            position = 0;
            return true;
        }
    }

    private sealed class DiscardingWriter : StringWriter
    {
        public long Length { get; private set; }

        public override void Write(char value) => Length++;

        public override void Write(char[] buffer, int index, int count) => Length += count;

        public override void Write(string? value) => Length += value?.Length ?? 0;
    }
}
