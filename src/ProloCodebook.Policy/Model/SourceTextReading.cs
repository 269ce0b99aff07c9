namespace ProloCodebook.Policy;

/// <summary>The source text as it was read, and where in it things stand. Places are indexes of characters of <paramref name="Text"/>; ends are exclusive.</summary>
/// <param name="Sections">Those that were found, in the order of the text.</param>
/// <param name="Quotes">Each quote that stands in the section it names, once; one that is not there is among the problems instead.</param>
public sealed record SourceTextReading(string Text, EquatableArray<SectionPlace> Sections, EquatableArray<QuotePlace> Quotes);

/// <summary>Where a section stands: from the words that it begins with to those of the next.</summary>
/// <param name="Section">The section's id.</param>
public sealed record SectionPlace(string Section, int Start, int End);

/// <summary>Where a quote stands. What stands there may be typed otherwise: white space, dashes and quotation marks do not count.</summary>
public sealed record QuotePlace(PolicyCitation Citation, int Start, int End);
