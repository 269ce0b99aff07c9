using ProloCodebook.References;

namespace ProloCodebook.Tests.References;

/// <summary>Each word that <see cref="NameWords"/> knows, in a name that would be judged otherwise without it.</summary>
public sealed class WordListTests
{
    private const string Billing = "cpt cpts hcpcs procedure procedures procedural proc procs "
        + "code codes coded coding codings "
        + "service services bill bills billed billing billings biller billers billable claim claims claimed claiming charge charges charged charging chargeable fee fees";

    private const string SomethingElse = "zip zips zipcode zipcodes postal postalcode postcode postcodes port ports error errors err errorcode errno status statuses statuscode statuscodes codepoint codepoints codepage "
        + "account accounts acct accts version versions year years yr country countries area areas exit http https exception exceptions fault "
        + "phone fax extension hash hashcode modifier modifiers diagnosis diagnoses icd dx ndc unicode utf ascii pid tid";

    private const string Quantities = "price prices priced pricing amount amounts amt amts cost costs rate rates ratio percent percentage balance balances "
        + "count counts total totals length lengths len size sizes index indexes indices idx offset offsets limit limits quantity quantities qty "
        + "date dates time times timeout timeouts timestamp day days month months hour hours minute minutes second seconds millisecond milliseconds ms ticks "
        + "duration delay interval ttl age capacity seed weight width height depth "
        + "max maximum min minimum backlog buffer threshold bytes iterations attempts retry retries priority sequence position page pages row rows";

    private const string Owners = "bar qr pass pin op byte char character key scan color colour currency language lang culture locale state county city region geo zone message msg event result response return reason "
        + "user customer patient member employee provider payer payor plan group department dept location room store branch bank sort swift routing tax sku product item part model asset device "
        + "promo coupon discount voucher invite invitation activation verification confirmation security access auth authorization otp login reset tracking shipping carrier flight airport "
        + "check source machine assembly native script html css vb cs sql dial calling network dialing revenue rev taxonomy denial remark adjustment specialty facility pos place drug "
        + "type category subject course class grade project gl ledger reject cancel warning info log debug test window virtual vk ansi action command function method field column "
        // Counted or measured as well; asked by, they are whose code it is all the same.
        + "time cost issue warehouse";

    private const string SoftwareOfCode = "base fix fixes gen generator generation generators analysis analyzer block blocks snippet editor lens behind coverage contract contracts access view mirror file files style dom writer builder path";

    private const string SoftwareOfServices = "provider providers collection scope locator host bus descriptor descriptors lifetime discovery worker endpoint endpoints container registry registration proxy contract fabric mesh call calls";

    private const string CodedThings = "zip port error fault exception status account country area currency language culture locale state county city region issue airport color colour warehouse department modifier diagnosis version exit";

    private const string Identifiers = "id ids identifier number numbers no num nr ref reference uid guid key keys";

    public static TheoryData<string> BillingWords => Split(Billing);

    public static TheoryData<string> OtherWords => Split(SomethingElse);

    public static TheoryData<string> QuantityWords => Split(Quantities);

    public static TheoryData<string> OwnerWords => Split(Owners);

    public static TheoryData<string> SoftwareOfCodeWords => Split(SoftwareOfCode);

    public static TheoryData<string> SoftwareOfServiceWords => Split(SoftwareOfServices);

    public static TheoryData<string> CodedWords => Split(CodedThings);

    public static TheoryData<string> IdentifierWords => Split(Identifiers);

    [Theory]
    [MemberData(nameof(BillingWords))]
    public void It_speaks_of_billing(string word) => Assert.Equal(NameVerdict.Billing, NameWords.Judge(word));

    [Theory]
    [MemberData(nameof(OtherWords))]
    public void It_speaks_of_something_else_even_beside_a_procedure(string word)
    {
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge("cpt_" + word));
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge(word + "_cpt", NameRole.Key));
    }

    [Theory]
    [MemberData(nameof(QuantityWords))]
    public void It_is_a_quantity_and_can_be_looked_up_by_a_code(string word)
    {
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge("cpt_" + word));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge("cpt_" + word, NameRole.Key));
    }

    [Theory]
    [MemberData(nameof(OwnerWords))]
    public void It_says_whose_code_it_is(string word)
    {
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge(word + "_code", NameRole.Key));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge(word + "_cpt_code", NameRole.Key));
    }

    [Theory]
    [InlineData("point")]
    [InlineData("points")]
    [InlineData("page")]
    [InlineData("pages")]
    [InlineData("unit")]
    [InlineData("units")]
    public void It_takes_the_code_before_it(string word)
    {
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge("cpt_code_" + word, NameRole.Key));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge("cpt_" + word, NameRole.Key));
    }

    [Theory]
    [MemberData(nameof(SoftwareOfCodeWords))]
    public void It_makes_the_code_before_it_a_programs(string word)
    {
        Assert.Equal(NameVerdict.Neutral, NameWords.Judge("code_" + word));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge("claim_" + word));
    }

    [Theory]
    [MemberData(nameof(SoftwareOfServiceWords))]
    public void It_makes_the_service_before_it_a_programs(string word)
    {
        Assert.Equal(NameVerdict.Neutral, NameWords.Judge("service_" + word));
        Assert.Equal(NameVerdict.Neutral, NameWords.Judge("services_" + word));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge("claim_" + word));
    }

    [Theory]
    [MemberData(nameof(CodedWords))]
    public void It_has_a_code_of_its_own(string word)
    {
        Assert.True(NameWords.IsCodeOfSomethingElse("the_" + word, "Code"));
        Assert.True(NameWords.IsCodeOfSomethingElse(word, "codes"));
        Assert.False(NameWords.IsCodeOfSomethingElse(word + "_claim", "Code"));
        Assert.False(NameWords.IsCodeOfSomethingElse(word, "cptCode"));
        Assert.False(NameWords.IsCodeOfSomethingElse(word, "value"));
    }

    [Theory]
    [InlineData("", "code", false)]
    [InlineData(null, "code", false)]
    [InlineData("countrys", "code", true)]
    [InlineData("claims", "code", false)]
    [InlineData("_", "code", false)]
    [InlineData("country", "", false)]
    [InlineData("s", "code", false)]
    [InlineData("countrx", "code", false)]
    public void The_owner_of_a_code_is_named_by_its_last_word(string? owner, string name, bool isOther)
        => Assert.Equal(isOther, NameWords.IsCodeOfSomethingElse(owner, name));

    [Theory]
    [InlineData("by")]
    [InlineData("per")]
    [InlineData("for")]
    [InlineData("from")]
    public void What_follows_names_the_key(string word)
    {
        Assert.Equal(NameVerdict.Billing, NameWords.Judge($"zips_{word}_code", NameRole.Key));
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge($"zips_{word}_code"));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge($"{word}_code", NameRole.Key));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge($"codes_{word}", NameRole.Key));
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge($"zips_{word}_item", NameRole.Key));
    }

    [Theory]
    [InlineData("by_zip_by_code", "Billing")]
    [InlineData("by_code_by_zip", "SomethingElse")]
    public void The_last_of_them_counts(string name, string verdict) => Assert.Equal(verdict, NameWords.Judge(name, NameRole.Key).ToString());

    [Theory]
    [MemberData(nameof(IdentifierWords))]
    public void It_numbers_what_is_billed(string word)
    {
        Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge("claim_" + word));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge("procedure_" + word));
        Assert.Equal(NameVerdict.Billing, NameWords.Judge($"claim_{word}_line"));
        Assert.Equal(NameVerdict.Neutral, NameWords.Judge(word));
    }

    [Theory]
    [InlineData("cptcode", "Billing")]
    [InlineData("cptservice", "Billing")]
    [InlineData("cptcodex", "Neutral")]
    [InlineData("xcptcode", "Neutral")]
    [InlineData("codecpt", "Neutral")]
    [InlineData("feecode", "Billing")]
    [InlineData("feefee", "Neutral")]
    [InlineData("billingcodes", "Billing")]
    [InlineData("hcpcsfee", "Billing")]
    [InlineData("userBillingcode", "Billing")]
    [InlineData("billingcodeZip", "SomethingElse")]
    [InlineData("feecodeId", "Billing")]
    [InlineData("cptfeeId", "Billing")]
    [InlineData("cptcodeItem", "Billing")]
    [InlineData("feecodeItem", "Billing")]
    [InlineData("claimItem", "Billing")]
    [InlineData("userCodeItem", "SomethingElse")]
    [InlineData("userCodeOfClaim", "SomethingElse")]
    [InlineData("claimUserCode", "SomethingElse")]
    [InlineData("countryCode", "SomethingElse")]
    [InlineData("regionCode", "SomethingElse")]
    [InlineData("codeUser", "Billing")]
    [InlineData("serviceUser", "Billing")]
    [InlineData("billProvider", "Billing")]
    [InlineData("claimServiceProvider", "Billing")]
    [InlineData("serviceProviderClaim", "Billing")]
    [InlineData("codeFileCode", "Billing")]
    [InlineData("codeFile", "Neutral")]
    public void Words_together(string name, string verdict) => Assert.Equal(verdict, NameWords.Judge(name).ToString());

    [Theory]
    [InlineData("CPTs", "cpts")]
    [InlineData("CPTsX", "cpts x")]
    [InlineData("CPTsum", "cp tsum")]
    [InlineData("CPTSum", "cpt sum")]
    [InlineData("CPTCode", "cpt code")]
    [InlineData("aB", "a b")]
    [InlineData("ABs", "abs")]
    [InlineData("a1b", "a 1 b")]
    [InlineData("a__b", "a b")]
    [InlineData("_a_", "a")]
    [InlineData("A", "a")]
    [InlineData("AB", "ab")]
    public void Letters_are_split_into_words(string name, string words) => Assert.Equal(words, string.Join(" ", NameWords.Split(name)));

    private static TheoryData<string> Split(string words) => [.. words.Split(' ')];
}
