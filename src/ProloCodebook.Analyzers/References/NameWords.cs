using System.Collections.Immutable;

namespace ProloCodebook.References;

/// <summary>What a name says about the number beside it.</summary>
internal enum NameVerdict
{
    /// <summary>Nothing: <c>value</c>, <c>item</c>.</summary>
    Neutral,

    /// <summary>It is a procedure code: <c>cptCode</c>, <c>billedServices</c>.</summary>
    Billing,

    /// <summary>It is something else, whatever stands around it: <c>zipCode</c>, <c>servicePort</c>.</summary>
    SomethingElse,
}

/// <summary>How the number relates to what the name names.</summary>
internal enum NameRole
{
    /// <summary>The name names the number.</summary>
    Value,

    /// <summary>The number is the key by which something of that name is found: <c>prices["20999"]</c> does not say that 20999 is a price.</summary>
    Key,
}

/// <summary>Splits names into words (at case changes, digits, underscores) and tells which of them speak of billing.</summary>
internal static class NameWords
{
    // The stems of the rule, with the endings that English gives them. "proc" must not find "process", nor "fee" "feed".
    private static readonly ImmutableHashSet<string> s_strong = Words("cpt cpts hcpcs procedure procedures procedural proc procs");
    private static readonly ImmutableHashSet<string> s_code = Words("code codes coded coding codings");
    private static readonly ImmutableHashSet<string> s_weak = Words(
        "service services bill bills billed billing billings biller billers billable claim claims claimed claiming charge charges charged charging chargeable fee fees");

    // Whatever else the name says, a number of that name is not a procedure code.
    private static readonly ImmutableHashSet<string> s_somethingElse = Words(
        "zip zips zipcode zipcodes postal postalcode postcode postcodes port ports error errors err errorcode errno status statuses statuscode statuscodes codepoint codepoints codepage "
        + "account accounts acct accts version versions year years yr country countries area areas exit http https exception exceptions fault "
        + "phone fax extension hash hashcode modifier modifiers diagnosis diagnoses icd dx ndc unicode utf utf8 utf16 utf32 ascii pid tid");

    // Nor is a number that counts or measures; but what is looked up by a code may well be one: unitsByCpt["20999"].
    private static readonly ImmutableHashSet<string> s_quantities = Words(
        "price prices priced pricing amount amounts amt amts cost costs rate rates ratio percent percentage balance balances "
        + "count counts total totals length lengths len size sizes index indexes indices idx offset offsets limit limits quantity quantities qty "
        + "date dates time times timeout timeouts timestamp day days month months hour hours minute minutes second seconds millisecond milliseconds ms ticks "
        + "duration delay interval ttl age capacity seed weight width height depth "
        + "max maximum min minimum backlog buffer threshold bytes iterations attempts retry retries priority sequence position page pages row rows");

    // "userCode" is the user's, "charCode" the character's: a word that says whose code it is, unless the name also says cpt or procedure.
    private static readonly ImmutableHashSet<string> s_owners = Words(
        "bar qr pass pin op byte char character key scan color colour currency language lang culture locale state county region city geo time zone message msg event result response return reason "
        + "user customer patient member employee provider payer payor plan group department dept location room store branch bank sort swift routing tax sku product item part model asset device "
        + "promo coupon discount voucher invite invitation activation verification confirmation security access auth authorization otp login reset tracking shipping carrier flight airport "
        + "hash check source machine assembly native script html css vb cs sql dial calling carrier network dialing revenue rev taxonomy denial remark adjustment specialty facility pos place drug "
        + "type category subject course class grade project cost gl ledger reject cancel warning info log debug test window virtual vk ansi exit action command function method field column");

    // "codePoint", "code page": the second word takes the first.
    private static readonly ImmutableHashSet<string> s_elseAfterCode = Words("point points page pages unit units");
    private static readonly ImmutableHashSet<string> s_softwareAfterCode = Words(
        "base fix fixes gen generator generation generators analysis analyzer block blocks snippet editor lens behind coverage contract contracts access view mirror file files style dom writer builder path");

    // Software's services: serviceProvider, ServiceCollection.
    private static readonly ImmutableHashSet<string> s_softwareAfterService = Words(
        "provider providers collection scope locator host bus descriptor descriptors lifetime discovery worker endpoint endpoints container registry registration proxy contract fabric mesh call calls");

    // A thing of that name has a code of its own: country.Code, new HttpError(code), Issue.Create(code).
    private static readonly ImmutableHashSet<string> s_codedThings = Words(
        "zip port error fault exception status account country area currency language culture locale state county city region issue airport color colour warehouse department modifier diagnosis version exit");

    private static readonly ImmutableHashSet<string> s_beforeKey = Words("by per for from");
    private static readonly ImmutableHashSet<string> s_identifiers = Words("id ids identifier number numbers no num nr ref reference uid guid key keys");

    public static NameVerdict Judge(string? name, NameRole role = NameRole.Value)
    {
        if (string.IsNullOrEmpty(name))
        {
            return NameVerdict.Neutral;
        }

        var words = Split(name!);
        if (role == NameRole.Key)
        {
            // pricesByCode, FindForZip: what follows names the key.
            var by = words.FindLastIndex(s_beforeKey.Contains);
            if (by >= 0 && by < words.Count - 1 && Judge(words.GetRange(by + 1, words.Count - by - 1), NameRole.Value) is var key and not NameVerdict.Neutral)
            {
                return key;
            }
        }

        return Judge(words, role);
    }

    /// <summary>
    /// <paramref name="name"/> is just "code", and <paramref name="owner"/> is a thing that has a code of its own: <c>country.Code</c>. Only the owner's
    /// last word counts, so that <c>HttpClaimClient.Bill(code)</c> still bills.
    /// </summary>
    public static bool IsCodeOfSomethingElse(string? owner, string name)
        => !string.IsNullOrEmpty(owner)
            && Split(name) is [var word] && s_code.Contains(word)
            && Split(owner!) is [.., var last] && (s_codedThings.Contains(last) || (last.EndsWith("s", StringComparison.Ordinal) && s_codedThings.Contains(last.Substring(0, last.Length - 1))));

    private static NameVerdict Judge(List<string> words, NameRole role)
    {
        bool strong = false, code = false, weak = false, identifier = false, ownCode = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (s_somethingElse.Contains(word))
            {
                return NameVerdict.SomethingElse;
            }

            if (s_quantities.Contains(word))
            {
                if (role == NameRole.Value)
                {
                    return NameVerdict.SomethingElse;
                }
            }
            else if (s_strong.Contains(word))
            {
                strong = true;
            }
            else if (s_code.Contains(word))
            {
                var next = i + 1 < words.Count ? words[i + 1] : "";
                if (s_elseAfterCode.Contains(next))
                {
                    return NameVerdict.SomethingElse;
                }

                if (i > 0 && (s_owners.Contains(words[i - 1]) || s_codedThings.Contains(words[i - 1])))
                {
                    ownCode = true;
                }
                else if (!s_softwareAfterCode.Contains(next))
                {
                    code = true;
                }
            }
            else if (s_weak.Contains(word))
            {
                weak |= !(word.StartsWith("service", StringComparison.Ordinal) && i + 1 < words.Count && s_softwareAfterService.Contains(words[i + 1]));
            }
            else if (i == words.Count - 1 && i > 0 && s_identifiers.Contains(word))
            {
                // claimNumber, serviceId: the number of the claim, not the code of what was done.
                identifier = true;
            }
            else if (Compound(word) is { } compound)
            {
                strong |= compound == CompoundKind.Strong;
                code |= compound == CompoundKind.Code;
                weak |= compound == CompoundKind.Weak;
            }
        }

        return strong || code ? NameVerdict.Billing
            : ownCode || (weak && identifier) ? NameVerdict.SomethingElse
            : weak ? NameVerdict.Billing
            : NameVerdict.Neutral;
    }

    /// <summary>The words of a name, in lower case: <c>HCPCSCode2_old</c> is hcpcs, code, 2, old.</summary>
    public static List<string> Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i > start && (i == name.Length || IsBoundary(name, i)))
            {
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
                start = i;
            }

            if (i < name.Length && !char.IsLetterOrDigit(name[i]))
            {
                start = i + 1;
            }
        }

        return words;
    }

    private static bool IsBoundary(string name, int i)
    {
        char before = name[i - 1], here = name[i];
        if (!char.IsLetterOrDigit(here) || !char.IsLetterOrDigit(before) || char.IsDigit(here) != char.IsDigit(before))
        {
            return true;
        }

        if (!char.IsUpper(here))
        {
            // The last capital of a run begins the next word (CPTCode), but CPTs is a plural.
            return false;
        }

        return !char.IsUpper(before) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && !IsPluralEnd(name, i + 1));
    }

    private static bool IsPluralEnd(string name, int i)
        => name[i] == 's' && (i + 1 == name.Length || !char.IsLower(name[i + 1]));

    private enum CompoundKind
    {
        Weak,
        Code,
        Strong,
    }

    /// <summary>Words written as one: <c>cptcode</c>, <c>PROCCODE</c>, <c>billingcodes</c>. Only where nothing is left over.</summary>
    private static CompoundKind? Compound(string word)
    {
        for (var split = 3; split <= word.Length - 3; split++)
        {
            var head = word.Substring(0, split);
            var tail = word.Substring(split);
            if (s_strong.Contains(head) && (s_code.Contains(tail) || s_weak.Contains(tail)))
            {
                return CompoundKind.Strong;
            }

            if (s_weak.Contains(head) && s_code.Contains(tail))
            {
                return CompoundKind.Code;
            }
        }

        return null;
    }

    private static ImmutableHashSet<string> Words(string words) => ImmutableHashSet.Create(StringComparer.Ordinal, words.Split(' '));
}
