using System.Text;

namespace ProloCodebook.Generation.Emission;

/// <summary>PolicyTable.Packed: citations in one literal, each text with its length before it, so that no text can be taken for a separator.</summary>
internal static class PackedEmitter
{
    /// <summary><c>6:Coding9:CPT 20999</c>.</summary>
    public static string Pack(IEnumerable<Quote> quotes)
    {
        var packed = new StringBuilder();
        foreach (var (section, words) in quotes)
        {
            packed.Append(Literal.Of(section.Length)).Append(':').Append(section);
            packed.Append(Literal.Of(words.Length)).Append(':').Append(words);
        }

        return packed.ToString();
    }

    public static string Emit(Target target) => target.TablePart($$"""
        /// <summary>Reads citations that are packed into one text: section and words in turn, each with its length before it.</summary>
        {{target.GeneratedType}}
        internal static class Packed
        {
            internal static global::System.Collections.Generic.IReadOnlyList<PolicyCitation> Citations(string packed)
            {
                global::System.Collections.Generic.List<PolicyCitation> citations = new global::System.Collections.Generic.List<PolicyCitation>();
                int position = 0;
                while (position < packed.Length)
                {
                    string section = Next(packed, ref position);
                    citations.Add(new PolicyCitation(section, Next(packed, ref position)));
                }

                return new global::System.Collections.ObjectModel.ReadOnlyCollection<PolicyCitation>(citations);
            }

            private static string Next(string packed, ref int position)
            {
                int length = 0;
                for (; packed[position] != ':'; position++)
                {
                    length = (length * 10) + (packed[position] - '0');
                }

                string text = packed.Substring(position + 1, length);
                position += length + 1;
                return text;
            }
        }
        """);
}
