namespace ProloCodebook.Tool.Reporting;

/// <summary>A piece of a text: plain where <see cref="Passage"/> is null, else a marked passage with the pieces inside it.</summary>
/// <param name="IsFirst">The piece begins the passage. One that crosses the end of another is in several pieces.</param>
/// <param name="IsLast">The piece ends the passage.</param>
internal sealed record MarkedPiece(int Start, int End, Passage? Passage, IReadOnlyList<MarkedPiece> Inside, bool IsFirst, bool IsLast);

/// <summary>Turns passages, which may overlap as they like, into pieces that lie within each other, as elements must.</summary>
internal static class PassageMarks
{
    /// <param name="passages">Within the stretch, by their beginning and then the longest first.</param>
    public static IReadOnlyList<MarkedPiece> Of(int start, int end, IEnumerable<Passage> passages)
        => Divide(start, end, [.. passages.Select(passage => new Piece(passage, passage.Start, Math.Min(passage.End, end)))]);

    private static List<MarkedPiece> Divide(int start, int end, List<Piece> pieces)
    {
        var divided = new List<MarkedPiece>();
        var at = start;
        var waiting = new SortedSet<Piece>(pieces, Piece.Order);
        while (waiting.Min is { } piece)
        {
            waiting.Remove(piece);
            var inside = new List<Piece>();
            while (waiting.Min is { } next && next.Start < piece.End)
            {
                waiting.Remove(next);
                inside.Add(next with { End = Math.Min(next.End, piece.End) });
                if (next.End > piece.End)
                {
                    waiting.Add(next with { Start = piece.End });
                }
            }

            AddPlain(at, piece.Start);
            divided.Add(new MarkedPiece(
                piece.Start,
                piece.End,
                piece.Passage,
                Divide(piece.Start, piece.End, inside),
                piece.Start == piece.Passage.Start,
                piece.End == piece.Passage.End));
            at = piece.End;
        }

        AddPlain(at, end);
        return divided;

        void AddPlain(int from, int to)
        {
            if (from < to)
            {
                divided.Add(new MarkedPiece(from, to, null, [], IsFirst: false, IsLast: false));
            }
        }
    }

    private sealed record Piece(Passage Passage, int Start, int End)
    {
        public static IComparer<Piece> Order { get; } = Comparer<Piece>.Create(static (a, b) => (a.Start, -a.End, a.Passage.Number).CompareTo((b.Start, -b.End, b.Passage.Number)));
    }
}
