namespace ProloCodebook.Generation.Emission;

/// <summary>ProcedureCode: a code of a claim's service line, compared as payers compare codes.</summary>
internal static class ProcedureCodeEmitter
{
    public static string Emit(Target target) => target.File($$"""
        /// <summary>A procedure code (CPT or HCPCS), compared without case, surrounding blanks and modifiers.</summary>
        {{target.GeneratedType}}
        {{target.Access}} readonly struct ProcedureCode : global::System.IEquatable<ProcedureCode>
        {
            private readonly string{{target.Q}} _text;

            // The code's number in the table of guarded codes plus one, so that a default instance is no guarded code.
            private readonly int _numberPlusOne;

            internal ProcedureCode(string{{target.Q}} text, int number)
            {
                _text = text;
                _numberPlusOne = number + 1;
            }

            /// <summary>The code itself, in upper case and without modifiers: <c>M0076</c> for <c>" m0076-59 "</c>. What is no code stays as it was written; empty for a default instance.</summary>
            public string Value
            {
                get { return Number >= 0 ? PolicyTable.CodeTable.Value(Number, _text) : PolicyTable.CodeSyntax.Canonical(_text); }
            }

            /// <summary>The system that the code belongs to, told by its form.</summary>
            public CodeSystem System
            {
                get { return Number >= 0 ? PolicyTable.CodeTable.System(Number) : PolicyTable.CodeSyntax.SystemOf(_text); }
            }

            /// <summary>The policy's line for the code; empty for a code that no policy lists.</summary>
            public string Description
            {
                get { return Number >= 0 ? PolicyTable.CodeTable.Description(Number) : ""; }
            }

            internal int Number
            {
                get { return _numberPlusOne - 1; }
            }

            internal string{{target.Q}} Text
            {
                get { return _text; }
            }

            /// <summary>Reads a code, with modifiers or without: <c>M0076</c>, <c>m0076-59</c>, <c>HC:M0076:59</c>.</summary>
            /// <exception cref="global::System.ArgumentNullException"><paramref name="text"/> is null.</exception>
            /// <exception cref="global::System.FormatException"><paramref name="text"/> is no CPT or HCPCS code.</exception>
            public static ProcedureCode Parse(string text)
            {
                if (text == null)
                {
                    throw new global::System.ArgumentNullException("text");
                }

                ProcedureCode code;
                if (!TryParse(text, out code))
                {
                    throw new global::System.FormatException("Not a CPT or HCPCS code: \"" + PolicyTable.Log.OneLine(text) + "\". Write five characters such as 20999 or M0076, with modifiers as in M0076-59.");
                }

                return code;
            }

            /// <summary>Reads a code, with modifiers or without; false where <paramref name="text"/> is no CPT or HCPCS code.</summary>
            public static bool TryParse(string{{target.Q}} text, out ProcedureCode code)
            {
                code = FromText(text);
                if (code.System != CodeSystem.Unknown)
                {
                    return true;
                }

                code = default(ProcedureCode);
                return false;
            }

            /// <summary>Compares codes without case, surrounding blanks and modifiers.</summary>
            public static bool operator ==(ProcedureCode left, ProcedureCode right)
            {
                return left.Equals(right);
            }

            /// <summary>Compares codes without case, surrounding blanks and modifiers.</summary>
            public static bool operator !=(ProcedureCode left, ProcedureCode right)
            {
                return !left.Equals(right);
            }

            /// <summary>Compares codes without case, surrounding blanks and modifiers.</summary>
            public bool Equals(ProcedureCode other)
            {
                return Number >= 0 || other.Number >= 0 ? Number == other.Number : PolicyTable.CodeSyntax.Equal(_text, other._text);
            }

            /// <inheritdoc/>
            public override bool Equals(object{{target.Q}} obj)
            {
                return obj is ProcedureCode && Equals((ProcedureCode)obj);
            }

            /// <inheritdoc/>
            public override int GetHashCode()
            {
                return Number >= 0 ? Number : PolicyTable.CodeSyntax.Hash(_text);
            }

            /// <summary><see cref="Value"/>.</summary>
            public override string ToString()
            {
                return Value;
            }

            // Whatever stands in a claim where the code should be, so that a decision can name it.
            {{Target.Inlined}}
            internal static ProcedureCode FromText(string{{target.Q}} text)
            {
                return new ProcedureCode(text, PolicyTable.CodeTable.Find(text));
            }
        }
        """);
}
