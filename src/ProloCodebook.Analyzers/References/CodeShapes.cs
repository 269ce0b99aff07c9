namespace ProloCodebook.References;

/// <summary>The shapes of procedure codes, guarded or not, and the names of their code systems.</summary>
internal static class CodeShapes
{
    // Compared without case; what they stand for is fixed by the standards that assign them.
    private static readonly string[] s_codeSystemUris =
    [
        "2.16.840.1.113883.6.12", // CPT
        "2.16.840.1.113883.6.14", // HCPCS
        "2.16.840.1.113883.6.285", // HCPCS Level II
        "www.ama-assn.org/go/cpt",
        "terminology.hl7.org/CodeSystem/CPT",
        "terminology.hl7.org/CodeSystem/HCPCS",
        "hl7.org/fhir/sid/cpt",
        "hl7.org/fhir/sid/hcpcs",
        "www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "www.cms.gov/Medicare/Coding/MedHCPCSGenInfo",
        "cms.hhs.gov/medhcpcsgeninfo",
    ];

    private static readonly string[] s_otherCodeSystems =
    [
        "loinc.org", "snomed.info", "hl7.org/fhir/sid/icd", "hl7.org/fhir/sid/ndc", "hl7.org/fhir/sid/us-npi", "hl7.org/fhir/sid/us-ssn", "rxnorm", "unitsofmeasure.org",
        "urn:oid:2.16.840.1.113883.6.", "nucc.org", "nubc.org",
    ];

    /// <summary>Five digits, four digits and one of F, T, U, M, A (CPT), or a letter from A to V and four digits (HCPCS).</summary>
    public static bool IsProcedureShaped(string text, int start, int length)
    {
        if (length != 5)
        {
            return false;
        }

        for (var i = start + 1; i < start + 4; i++)
        {
            if (!IsDigit(text[i]))
            {
                return false;
            }
        }

        char first = text[start], last = text[start + 4];
        return IsDigit(first)
            ? IsDigit(last) || last is 'F' or 'T' or 'U' or 'M' or 'A' or 'f' or 't' or 'u' or 'm' or 'a'
            : first is (>= 'A' and <= 'V') or (>= 'a' and <= 'v') && IsDigit(last);
    }

    public static bool IsProcedureShaped(string text)
    {
        var trimmed = text.Trim();
        return IsProcedureShaped(trimmed, 0, trimmed.Length);
    }

    /// <summary>The text names a code system of procedure codes by its URI or OID.</summary>
    public static bool NamesCodeSystem(string text) => CodeSystemEnd(text, 0, text.Length) >= 0;

    /// <summary>The text names a code system whose codes are no procedures: <c>http://loinc.org</c>, <c>urn:oid:2.16.840.1.113883.6.96</c>.</summary>
    public static bool NamesOtherCodeSystem(string text)
    {
        foreach (var other in s_otherCodeSystems)
        {
            if (text.IndexOf(other, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return !NamesCodeSystem(text);
            }
        }

        return false;
    }

    /// <summary>Where the last code-system URI that begins before <paramref name="end"/> ends; -1: there is none.</summary>
    public static int CodeSystemEnd(string text, int start, int end)
    {
        var last = -1;
        if (end - start < 20)
        {
            return last;
        }

        foreach (var uri in s_codeSystemUris)
        {
            for (var at = text.IndexOf(uri, start, end - start, StringComparison.OrdinalIgnoreCase);
                at >= 0;
                at = text.IndexOf(uri, at + 1, end - at - 1, StringComparison.OrdinalIgnoreCase))
            {
                var after = at + uri.Length;
                // …6.12 must not find …6.128.
                if (after < text.Length && char.IsDigit(text[after]) && char.IsDigit(uri[uri.Length - 1]))
                {
                    continue;
                }

                last = Math.Max(last, after);
            }
        }

        return last;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
