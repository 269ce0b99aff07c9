namespace ProloCodebook.Policy.Tests;

/// <summary>What a description speaks of, by the names of the packaged policy.</summary>
public class DescriptionMatcherTests
{
    private const string Prolotherapy = "prolotherapy";
    private const string Plasma = "platelet-rich-plasma";
    private const string Ligamentous = "ligamentous-sclerosing-injections";

    [Theory]
    [InlineData("prolotherapy")]
    [InlineData("  PROLOTHERAPY  ")]
    [InlineData("Prolotherapy, left knee")]
    [InlineData("prolo-therapy")]
    [InlineData("prolo")]
    [InlineData("Prolo injections, lumbar")]
    [InlineData("proliferant injection")]
    [InlineData("Proliferant  Injections")]
    [InlineData("proliferant\t\u00A0\ninjection")]
    [InlineData("joint sclerotherapy")]
    [InlineData("joint sclerotherapies")]
    [InlineData("regenerative injection therapy (RIT)")]
    [InlineData("growth-factor stimulation injection")]
    [InlineData("growth factor – stimulation injections")]
    [InlineData("nonsurgical tendon, ligament, and joint reconstruction")]
    [InlineData("nonsurgical tendon ligament and joint reconstruction")]
    [InlineData("Non-surgical tendon, ligament and joint reconstruction")]
    [InlineData("non surgical tendons, ligaments & joints reconstruction")]
    [InlineData("non – surgical tendon, ligament, and joint reconstruction")]
    [InlineData("proliferative therapy")]
    [InlineData("prolo\u00ADtherapy")]
    [InlineData("prolo\u200Btherapy")]
    [InlineData("\"prolotherapy\"")]
    [InlineData("prolotherapy/dextrose 15%")]
    [InlineData("Dextrose injection (prolotherapy®)")]
    [InlineData("patient's prolotherapy")]
    public void Prolotherapy_by_its_names(string description) => Assert.Equal(Prolotherapy, Match(description));

    [Theory]
    [InlineData("platelet-rich plasma")]
    [InlineData("platelet – rich plasma")]
    [InlineData("platelet rich plasma")]
    [InlineData("Autologous platelet\u2011rich plasma injection")]
    [InlineData("PRP")]
    [InlineData("PRPs")]
    [InlineData("P.R.P. of the elbow")]
    public void Platelet_rich_plasma_by_its_names(string description) => Assert.Equal(Plasma, Match(description));

    [Theory]
    [InlineData("ligamentous injections with sclerosing agents")]
    [InlineData("Ligamentous injection with sclerosing agent")]
    public void Ligamentous_injections_by_their_name(string description) => Assert.Equal(Ligamentous, Match(description));

    [Theory]
    [InlineData("proloterol injection")]
    [InlineData("prolonged services")]
    [InlineData("nonprolotherapy injection")]
    [InlineData("sclerotherapy of varicose veins")]
    [InlineData("injection therapy")]
    [InlineData("growth factor injection")]
    [InlineData("tendon, ligament, and joint reconstruction")]
    [InlineData("platelet count")]
    [InlineData("corporeal prps1 gene")]
    [InlineData("removal of foreign body")]
    [InlineData("unlisted procedure of the elbow")]
    [InlineData("dextrose")]
    [InlineData("injection of growth factor. Stimulation injection")]
    public void Something_else(string description) => Assert.Equal(DescriptionMatcher.Other, Match(description));

    [Theory]
    [InlineData("not prolotherapy")]
    [InlineData("This is NOT prolotherapy")]
    [InlineData("not a prolotherapy injection")]
    [InlineData("not for prolotherapy")]
    [InlineData("not treated with prolotherapy")]
    [InlineData("no prolotherapy")]
    [InlineData("no further prolotherapy")]
    [InlineData("non-prolotherapy injection")]
    [InlineData("non – prolotherapy injection")]
    [InlineData("without prolotherapy")]
    [InlineData("w/o prolotherapy")]
    [InlineData("never had prolotherapy")]
    [InlineData("other than prolotherapy")]
    [InlineData("steroid injection rather than prolotherapy")]
    [InlineData("steroid injection instead of prolotherapy")]
    [InlineData("in lieu of prolo")]
    [InlineData("patient denies prior prolotherapy")]
    [InlineData("patient declined prolotherapy")]
    [InlineData("excludes joint sclerotherapy")]
    [InlineData("isn't prolotherapy")]
    [InlineData("wasn’t prolotherapy")]
    [InlineData("did not receive prolotherapy")]
    [InlineData("not prolotherapy or PRP")]
    [InlineData("neither prolotherapy nor PRP")]
    [InlineData("no prolotherapy, or proliferant injection")]
    [InlineData("not \"prolotherapy\"")]
    [InlineData("not\nprolotherapy")]
    public void A_negated_name_speaks_of_something_else(string description) => Assert.Equal(DescriptionMatcher.Other, Match(description));

    [Fact]
    public void Every_negator_negates()
    {
        string[] negators =
        [
            "not", "no", "non-", "never", "without", "neither", "nor", "cannot", "w/o",
            "isn't", "aren’t", "wasn't", "weren't", "don't", "doesn't", "didn't", "can't", "couldn't", "won't", "wouldn't", "hasn't", "haven't", "hadn't",
            "deny", "denies", "denied", "decline", "declines", "declined", "refuse", "refuses", "refused", "exclude", "excludes", "excluded", "excluding", "except", "unlike",
            "other than", "rather than", "instead of", "in lieu of", "in place of", "opposed to",
        ];
        Assert.All(negators, negator => Assert.Equal(DescriptionMatcher.Other, Match($"steroid {negator} prolotherapy")));
    }

    [Fact]
    public void Small_words_may_stand_between()
    {
        string[] between =
        [
            "a", "an", "the", "any", "this", "that", "as", "by", "for", "of", "to", "in", "with", "via", "from",
            "be", "been", "being", "is", "are", "was", "were", "have", "having", "had",
            "use", "used", "using", "include", "includes", "included", "including", "involve", "involves", "involved", "involving", "constitute", "constitutes", "represent", "represents",
            "treat", "treated", "treatment", "treatments", "receive", "received", "receiving", "undergo", "perform", "performed", "given", "done",
            "bill", "billed", "billing", "code", "coded", "consider", "considered", "type", "kind", "form", "forms", "sort",
            "further", "more", "additional", "prior", "previous", "repeat",
        ];
        Assert.All(between, word => Assert.Equal(DescriptionMatcher.Other, Match($"not {word} prolotherapy")));
    }

    [Theory]
    [InlineData("not treated with a prolotherapy", DescriptionMatcher.Other)]
    [InlineData("not to be treated with prolotherapy", Prolotherapy)]
    [InlineData("in place prolotherapy", Prolotherapy)]
    [InlineData("other. than prolotherapy", Prolotherapy)]
    [InlineData("other, than prolotherapy", Prolotherapy)]
    public void At_most_three_of_them_and_a_negator_in_one_piece(string description, string service) => Assert.Equal(service, Match(description));

    [Theory]
    [InlineData("not not prolotherapy", Prolotherapy)]
    [InlineData("not, without prolotherapy", DescriptionMatcher.Other)]
    [InlineData("plasma not without prolotherapy", Prolotherapy)]
    public void Two_negators_cancel_out_in_one_clause(string description, string service) => Assert.Equal(service, Match(description));

    [Theory]
    [InlineData("not prolotherapy or, PRP", Plasma)]
    [InlineData("not prolotherapy. Or PRP", Plasma)]
    [InlineData("not prolotherapy for or PRP", Plasma)]
    [InlineData("prolo or PRP", Prolotherapy)]
    [InlineData("or PRP", Plasma)]
    public void An_or_continues_only_the_negated_name_before_it(string description, string service) => Assert.Equal(service, Match(description));

    [Theory]
    [InlineData("[not] prolotherapy")]
    [InlineData("(not) prolotherapy")]
    [InlineData("{not} prolotherapy")]
    [InlineData("not [prolotherapy]")]
    [InlineData("not {prolotherapy}")]
    [InlineData("not: prolotherapy")]
    [InlineData("not! Prolotherapy")]
    [InlineData("why not? Prolotherapy")]
    [InlineData("not − prolotherapy")]
    public void What_ends_a_clause_or_a_sentence_ends_a_negation(string description) => Assert.Equal(Prolotherapy, Match(description));

    [Theory]
    [InlineData("not PRP but prolotherapy", Prolotherapy)]
    [InlineData("prolotherapy, not PRP", Prolotherapy)]
    [InlineData("not prolotherapy but PRP", Plasma)]
    [InlineData("PRP instead of prolotherapy", Plasma)]
    [InlineData("not prolotherapy, PRP", Plasma)]
    [InlineData("not prolotherapy; regenerative injection therapy was given", Prolotherapy)]
    public void A_name_beside_a_negated_one_counts(string description, string service) => Assert.Equal(service, Match(description));

    [Theory]
    [InlineData("no complications, prolotherapy of the knee")]
    [InlineData("No. Prolotherapy.")]
    [InlineData("not surgical (prolotherapy)")]
    [InlineData("no relief from NSAIDs; prolotherapy")]
    [InlineData("not improved – prolotherapy given")]
    [InlineData("not without prolotherapy")]
    [InlineData("not only prolotherapy")]
    [InlineData("no anesthesia prolotherapy")]
    [InlineData("without ultrasound guidance prolotherapy")]
    [InlineData("prolotherapy not covered by other plan")]
    [InlineData("not used as part of the treatment with prolotherapy")]
    [InlineData("failed prolotherapy")]
    public void A_negation_reaches_no_further_than_is_clear(string description) => Assert.Equal(Prolotherapy, Match(description));

    [Theory]
    [InlineData("PRP and prolotherapy")]
    [InlineData("prolotherapy and PRP")]
    [InlineData("ligamentous injections with sclerosing agents (prolotherapy)")]
    public void Of_several_services_the_first_of_the_file_is_meant(string description) => Assert.Equal(Prolotherapy, Match(description));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u00A0\u2003")]
    [InlineData("--")]
    [InlineData("N/A")]
    [InlineData("none")]
    [InlineData("No description")]
    [InlineData("unknown")]
    [InlineData("TBD")]
    [InlineData("unlisted")]
    [InlineData("see attached")]
    [InlineData("See notes")]
    [InlineData("Unlisted procedure")]
    [InlineData("UNLISTED PROCEDURE, MUSCULOSKELETAL SYSTEM, GENERAL")]
    [InlineData("20999 unlisted musculoskeletal procedure")]
    public void No_description(string? description) => Assert.Equal(DescriptionMatcher.Undescribed, Match(description));

    [Fact]
    public void A_name_within_a_longer_one_does_not_count_on_its_own()
    {
        PolicyService[] services = [Service("short", "plasma"), Service("long", "platelet rich plasma")];
        Assert.Equal("long", DescriptionMatcher.Match(services, Code, "platelet-rich plasma"));
        Assert.Equal("short", DescriptionMatcher.Match(services, Code, "plasma and platelet-rich plasma"));
        Assert.Equal(DescriptionMatcher.Other, DescriptionMatcher.Match(services, Code, "not platelet-rich plasma"));
    }

    [Fact]
    public void The_lists_are_written_in_the_form_in_which_they_are_compared()
    {
        Assert.All(DescriptionMatcher.Negators, negator => Assert.Equal(negator, string.Join(' ', DescriptionWords.Split(negator).Select(word => word.Text))));
        Assert.All(DescriptionMatcher.WordsBetween, word => Assert.Equal(word, Assert.Single(DescriptionWords.Split(word)).Text));
        Assert.Empty(DescriptionMatcher.Negators.Intersect(DescriptionMatcher.WordsBetween));
    }

    [Theory]
    [InlineData("therapies", "therapy")]
    [InlineData("injections", "injection")]
    [InlineData("prolos", "prolo")]
    [InlineData("class", "class")]
    [InlineData("arthritis", "arthritis")]
    [InlineData("sinus", "sinus")]
    [InlineData("was", "was")]
    [InlineData("ties", "tie")]
    [InlineData("flies", "fly")]
    [InlineData("prps", "prp")]
    [InlineData("gas", "gas")]
    [InlineData("gases", "gase")]
    public void Plurals(string word, string folded) => Assert.Equal(folded, DescriptionWords.Join(word));

    [Fact]
    public void The_culture_does_not_matter()
    {
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal(Prolotherapy, Match("PROLIFERANT INJECTION"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    private static PolicyCode Code => PackagedPolicy.Policy.Codes.Single(code => code.Value == "20999");

    private static string Match(string? description) => DescriptionMatcher.Match(PackagedPolicy.Policy.Services, Code, description);

    private static PolicyService Service(string id, string name) => new(id, id, false, new[] { new PolicyTerm(name, []) }.ToEquatableArray(), []);
}
