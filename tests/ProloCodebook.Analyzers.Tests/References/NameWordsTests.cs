using ProloCodebook.References;

namespace ProloCodebook.Tests.References;

public sealed class NameWordsTests
{
    [Theory]
    [InlineData("cptCode", "cpt code")]
    [InlineData("HCPCSCode", "hcpcs code")]
    [InlineData("CPTs", "cpts")]
    [InlineData("CPTsBilled", "cpts billed")]
    [InlineData("proc_code2", "proc code 2")]
    [InlineData("PROC_CD", "proc cd")]
    [InlineData("@cpt4", "cpt 4")]
    [InlineData("_fee", "fee")]
    [InlineData("<Main>$", "main")]
    [InlineData("getHTTPStatus", "get http status")]
    [InlineData("X", "x")]
    [InlineData("__", "")]
    [InlineData("", "")]
    [InlineData("gebührenCode", "gebühren code")]
    public void A_name_is_split_at_case_changes_digits_and_underscores(string name, string words)
        => Assert.Equal(words, string.Join(" ", NameWords.Split(name)));

    [Theory]
    [InlineData("code")]
    [InlineData("Codes")]
    [InlineData("cpt")]
    [InlineData("hcpcs")]
    [InlineData("procedure")]
    [InlineData("proc")]
    [InlineData("service")]
    [InlineData("billed")]
    [InlineData("claimLine")]
    [InlineData("charges")]
    [InlineData("feeSchedule")]
    [InlineData("cptcode")]
    [InlineData("procedureId")]
    [InlineData("PatientProcedureCode")]
    [InlineData("serviceTypeProcedure")]
    public void These_speak_of_billing(string name) => Assert.Equal(NameVerdict.Billing, NameWords.Judge(name));

    [Theory]
    [InlineData("zipCode")]
    [InlineData("portCode")]
    [InlineData("errorCode")]
    [InlineData("statusCode")]
    [InlineData("price")]
    [InlineData("chargeAmount")]
    [InlineData("codePoint")]
    [InlineData("serviceAccount")]
    [InlineData("codeVersion")]
    [InlineData("billYear")]
    [InlineData("billingZipCode")]
    [InlineData("cptYear")]
    [InlineData("claimNumber")]
    [InlineData("userCode")]
    [InlineData("codePage")]
    [InlineData("codeCount")]
    [InlineData("HttpStatusCode")]
    [InlineData("ZIP_CODE")]
    public void These_speak_of_something_else(string name) => Assert.Equal(NameVerdict.SomethingElse, NameWords.Judge(name));

    [Theory]
    [InlineData("value")]
    [InlineData("process")]
    [InlineData("processor")]
    [InlineData("feed")]
    [InlineData("feedback")]
    [InlineData("discharge")]
    [InlineData("barcode")]
    [InlineData("decode")]
    [InlineData("disclaimer")]
    [InlineData("billion")]
    [InlineData("key")]
    [InlineData("ContainsKey")]
    [InlineData("id")]
    [InlineData("codeAnalysis")]
    [InlineData("")]
    [InlineData(null)]
    public void These_say_nothing(string? name) => Assert.Equal(NameVerdict.Neutral, NameWords.Judge(name));

    [Theory]
    [InlineData("pricesByCode", "Billing")]
    [InlineData("chargeTotals", "Billing")]
    [InlineData("codesByZip", "SomethingElse")]
    [InlineData("FindForZip", "SomethingElse")]
    [InlineData("prices", "Neutral")]
    [InlineData("zips", "SomethingElse")]
    public void Of_a_collection_the_name_tells_what_it_is_asked_by(string name, string verdict)
        => Assert.Equal(verdict, NameWords.Judge(name, NameRole.Key).ToString());
}
