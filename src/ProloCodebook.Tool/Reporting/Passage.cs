using ProloCodebook.Policy;
using ProloCodebook.Tool.Policies;

namespace ProloCodebook.Tool.Reporting;

/// <summary>A stretch of a source text that something quotes.</summary>
/// <param name="Number">From 1 on, in the order of the text; the page refers to it by this.</param>
internal sealed record Passage(int Number, PolicyFile File, int Start, int End);

/// <summary>The quoted passages of a policy's source texts, numbered.</summary>
internal sealed class PassageList
{
    private readonly Dictionary<PolicyCitation, Passage> _byCitation = [];
    private readonly List<Passage> _passages = [];

    public PassageList(IReadOnlyList<PolicyFile> files)
    {
        foreach (var file in files.Where(file => file.Reading.Source is not null))
        {
            // Quotes that differ in dashes or spaces alone stand at one place.
            var places = file.Reading.Source!.Quotes.GroupBy(quote => (quote.Start, quote.End)).OrderBy(place => place.Key.Start).ThenByDescending(place => place.Key.End);
            foreach (var place in places)
            {
                var passage = new Passage(_passages.Count + 1, file, place.Key.Start, place.Key.End);
                _passages.Add(passage);
                foreach (var quote in place)
                {
                    _byCitation.TryAdd(quote.Citation, passage);
                }
            }
        }
    }

    public int Count => _passages.Count;

    /// <summary>Where the citation's quote stands; null where it was not found.</summary>
    public Passage? Of(PolicyCitation citation) => _byCitation.GetValueOrDefault(citation);

    /// <summary>The passages that begin within a stretch of the file's source text, in its order, of those that begin together the longest first.</summary>
    public IReadOnlyList<Passage> Within(PolicyFile file, int start, int end)
        => _passages.FindAll(passage => passage.File == file && passage.Start >= start && passage.Start < end);
}
