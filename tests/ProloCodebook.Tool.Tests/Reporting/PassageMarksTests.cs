using ProloCodebook.Tool.Policies;
using ProloCodebook.Tool.Reporting;

namespace ProloCodebook.Tool.Tests.Reporting;

/// <summary>Passages overlap as they like; elements cannot.</summary>
public sealed class PassageMarksTests
{
    private static readonly PolicyFile s_file = new("x.yaml", "", null, new Policy.PolicyReading(null, default), []);

    [Theory]
    [InlineData("", "0123456789")]
    [InlineData("2-5", "01[234]56789")]
    [InlineData("0-10", "[0123456789]")]
    [InlineData("2-5 5-7", "01[234][56]789")]
    [InlineData("2-8 4-6", "01[23[45]67]89")]
    [InlineData("2-6 4-8", "01[23[45>]]<67]89")]
    [InlineData("1-5 3-7 6-9", "0[12[34>]]<5[6>]]<78]9")]
    [InlineData("2-6 2-4", "01[[23]45]6789")]
    public void Pieces_lie_within_each_other_and_hold_all_of_the_text(string passages, string drawn)
    {
        var list = passages.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((range, i) => new Passage(i + 1, s_file, int.Parse(range.Split('-')[0]), int.Parse(range.Split('-')[1])))
            .ToList();

        Assert.Equal(drawn, Draw(PassageMarks.Of(0, 10, list)));
    }

    /// <summary>A passage in brackets; <c>&gt;</c> and <c>&lt;</c> where it goes on in, or comes from, another piece.</summary>
    private static string Draw(IEnumerable<MarkedPiece> pieces) => string.Concat(pieces.Select(piece => piece.Passage is null
        ? "0123456789"[piece.Start..piece.End]
        : $"{(piece.IsFirst ? "[" : "<")}{Draw(piece.Inside)}{(piece.IsLast ? "]" : ">]")}"));
}
