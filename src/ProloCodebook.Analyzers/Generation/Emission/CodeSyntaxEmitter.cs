namespace ProloCodebook.Generation.Emission;

/// <summary>CodeSyntax: finds the code proper in what a claim carries in its place, without making strings.</summary>
internal static class CodeSyntaxEmitter
{
    public static string Emit(Target target) => target.TablePart($$"""
        /// <summary>How a code may be written: surrounding blanks, a qualifier (<c>HC:</c>), modifiers (<c>-59</c>, <c>:59</c>).</summary>
        {{target.GeneratedType}}
        internal static class CodeSyntax
        {
            /// <summary>Finds the code proper; false where the text has none.</summary>
            internal static bool TryFind(string{{target.Q}} text, out int start, out int length)
            {
                start = 0;
                length = 0;
                if (text == null)
                {
                    return false;
                }

                int end = text.Length;
                while (end > 0 && char.IsWhiteSpace(text[end - 1]))
                {
                    end--;
                }

                while (start < end && char.IsWhiteSpace(text[start]))
                {
                    start++;
                }

                if (end - start > 2 && (text[start] & ~0x20) == 'H' && (text[start + 1] & ~0x20) == 'C' && text[start + 2] != '-' && IsSeparator(text[start + 2]))
                {
                    // The qualifier of a composite in X12: HC, for HCPCS.
                    start += 3;
                    while (start < end && char.IsWhiteSpace(text[start]))
                    {
                        start++;
                    }
                }

                int stop = EndOfCode(text, start, end);
                length = stop - start;
                if (length == 0)
                {
                    return false;
                }

                while (stop < end && char.IsWhiteSpace(text[stop]))
                {
                    stop++;
                }

                return stop == end || IsSeparator(text[stop]);
            }

            /// <summary>The code as a number, in base 37; 0 where it is longer than any code.</summary>
            internal static ulong Pack(string text, int start, int length)
            {
                if (length > {{Literal.Of(CodeKey.MaxLength)}})
                {
                    return 0;
                }

                ulong key = 0;
                for (int i = start; i < start + length; i++)
                {
                    char c = text[i];
                    uint digit = c <= '9' ? (uint)(c - '0') + 1 : (uint)((c & ~0x20) - 'A') + 11;
                    key = unchecked((key * 37) + digit);
                }

                return key;
            }

            /// <summary>The code in upper case and without modifiers; what is no code, without surrounding blanks.</summary>
            internal static string Canonical(string{{target.Q}} text)
            {
                if (text == null)
                {
                    return "";
                }

                int start;
                int length;
                if (!TryFind(text, out start, out length))
                {
                    return text.Trim();
                }

                return text.Substring(start, length).ToUpperInvariant();
            }

            internal static CodeSystem SystemOf(string{{target.Q}} text)
            {
                int start;
                int length;
                if (!TryFind(text, out start, out length) || length != 5 || text == null)
                {
                    return CodeSystem.Unknown;
                }

                for (int i = start + 1; i < start + 4; i++)
                {
                    if (!IsDigit(text[i]))
                    {
                        return CodeSystem.Unknown;
                    }
                }

                if (IsDigit(text[start]))
                {
                    return CodeSystem.Cpt;
                }

                return IsDigit(text[start + 4]) ? CodeSystem.Hcpcs : CodeSystem.Unknown;
            }

            internal static bool Equal(string{{target.Q}} left, string{{target.Q}} right)
            {
                int leftStart;
                int leftLength;
                int rightStart;
                int rightLength;
                if (left == null || right == null || !TryFind(left, out leftStart, out leftLength) || !TryFind(right, out rightStart, out rightLength))
                {
                    return string.Equals(Canonical(left), Canonical(right), global::System.StringComparison.Ordinal);
                }

                return leftLength == rightLength
                    && string.Compare(left, leftStart, right, rightStart, leftLength, global::System.StringComparison.OrdinalIgnoreCase) == 0;
            }

            internal static int Hash(string{{target.Q}} text)
            {
                int start;
                int length;
                if (text == null || !TryFind(text, out start, out length))
                {
                    return global::System.StringComparer.Ordinal.GetHashCode(Canonical(text));
                }

                int hash = 17;
                for (int i = start; i < start + length; i++)
                {
                    hash = unchecked((hash * 31) + (IsDigit(text[i]) ? text[i] : text[i] & ~0x20));
                }

                return hash;
            }

            /// <summary>What follows the code: <c>59</c> and <c>LT</c> in <c>M0076-59-LT</c>.</summary>
            internal static string[] Modifiers(string{{target.Q}} text)
            {
                int start;
                int length;
                if (text == null || !TryFind(text, out start, out length))
                {
                    return new string[0];
                }

                global::System.Collections.Generic.List<string> modifiers = new global::System.Collections.Generic.List<string>();
                int end = text.Length;
                int i = start + length;
                while (i < end)
                {
                    if (!IsCodeCharacter(text[i]))
                    {
                        i++;
                        continue;
                    }

                    int stop = EndOfCode(text, i, end);
                    if (stop - i == 2 && modifiers.Count < 4)
                    {
                        modifiers.Add(text.Substring(i, 2).ToUpperInvariant());
                    }

                    i = stop;
                }

                return modifiers.ToArray();
            }

            private static int EndOfCode(string text, int start, int end)
            {
                int stop = start;
                while (stop < end && IsCodeCharacter(text[stop]))
                {
                    stop++;
                }

                return stop;
            }

            // ASCII on purpose: a look-alike of a letter is not the letter.
            private static bool IsCodeCharacter(char c)
            {
                return IsDigit(c) || (uint)((c & ~0x20) - 'A') <= 'Z' - 'A';
            }

            private static bool IsDigit(char c)
            {
                return (uint)(c - '0') <= 9;
            }

            private static bool IsSeparator(char c)
            {
                return c == '-' || c == ':' || c == '*' || c == '^' || c == '>';
            }
        }
        """);
}
