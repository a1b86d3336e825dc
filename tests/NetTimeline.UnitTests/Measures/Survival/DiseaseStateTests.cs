using NetTimeline.Domain;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Survival;

/// <summary>Free of disease, persistent or recurrent: three axes, kept apart.</summary>
public sealed class DiseaseStateTests
{
    static readonly string[] Tumour =
    [
        """{"key":"net","kind":"tumour","name":"NET","primarySite":{"organ":"pancreas"},"standing":"established","occurred":"2019-01-01"}""",
        """{"key":"mass","kind":"lesion","site":{"organ":"pancreas"},"focus":"primary","occurred":"2019-01-01"}""",
        """{"key":"of-mass","kind":"attribution","lesions":["mass"],"tumour":"net","basis":["histology"],"certainty":"confirmed","occurred":"2019-01-01"}""",
    ];

    const string Operation = """{"key":"op","kind":"procedure","name":"pancreatectomy","standing":"performed","removes":["mass"],"occurred":"2019-03-01"}""";

    static readonly string[] Metastasis =
    [
        """{"key":"met","kind":"lesion","site":{"organ":"liver"},"focus":"metastasis","occurred":"2020-03-01"}""",
        """{"key":"of-met","kind":"attribution","lesions":["met"],"tumour":"net","basis":["imaging"],"certainty":"confirmed","occurred":"2020-03-01"}""",
    ];

    static string Calcitonin(string key, string date, string value, string more = "") =>
        $$"""{"key":"{{key}}","kind":"laboratory-value","test":"calcitonin","value":{{value}},"occurred":"{{date}}"{{more}}}""";

    static string State(Course course, string instance, string measure = "disease-state") =>
        MeasureText.Value(Value(course, instance, measure));

    static MeasureValue Value(Course course, string instance, string measure = "disease-state") =>
        Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course)
            .Single(value => value.Of.ToString() == instance);

    static string Why(Course course, string instance, string measure = "disease-state") =>
        Assert.Single(Value(course, instance, measure).Remarks);

    [Fact]
    public void A_tumour_never_resected_is_persistent() =>
        Assert.Equal("persistent", State(Courses.Of(Tumour), "net structural"));

    [Fact]
    public void When_every_lesion_was_resected_it_is_free_and_a_margin_that_is_not_stated_is_said_to_be()
    {
        var course = Courses.Of([.. Tumour, Operation]);

        Assert.Equal("disease-free", State(course, "net structural"));
        Assert.Equal("Every lesion on record was resected; margin not stated.", Why(course, "net structural"));
    }

    [Theory]
    [InlineData("R0", "disease-free")]
    [InlineData("R1", "not-established")]
    [InlineData("RX", "not-established")]
    [InlineData("R2", "persistent")]
    public void An_involved_margin_is_no_freedom(string margin, string state) => Assert.Equal(state, State(Courses.Of(
    [
        .. Tumour, Operation,
        """{"key":"s","kind":"specimen","takenIn":["op"],"description":"pancreas","contains":["mass"],"occurred":"2019-03-01"}""",
        $$"""{"key":"p","kind":"pathology-report","specimens":["s"],"margin":"{{margin}}","occurred":"2019-03-05"}""",
    ]), "net structural"));

    [Fact]
    public void A_lesion_after_freedom_is_recurrent_and_without_it_persistent()
    {
        Assert.Equal("recurrent", State(Courses.Of([.. Tumour, Operation, .. Metastasis]), "net structural"));
        Assert.Equal("persistent", State(Courses.Of([.. Tumour, .. Metastasis]), "net structural"));
    }

    [Fact]
    public void A_node_of_no_tumour_that_was_only_irradiated_leaves_freedom_open() => Assert.Equal(
        "Of no tumour, and may be of this one: node (irradiated, response not stated).",
        Why(Courses.Of(
        [
            .. Tumour, Operation,
            """{"key":"node","kind":"lesion","site":{"organ":"lymph node"},"focus":"lymph-node","occurred":"2020-01-01"}""",
            """{"key":"rt","kind":"radiotherapy","targets":["node"],"standing":"performed","occurred":"2020-02-01"}""",
        ]), "net structural"));

    [Fact]
    public void A_tumour_operated_on_without_a_lesion_on_record_is_not_called_free() => Assert.Equal(
        "not-established",
        State(Courses.Of(
            Tumour[0], """{"key":"op","kind":"procedure","name":"x","standing":"performed","targets":["net"],"occurred":"2019-03-01"}"""),
            "net structural"));

    [Theory]
    [InlineData("""{"word":"elevated"}""", "", "persistent")]
    [InlineData("""{"value":40,"unit":"pg/mL"}""", ""","flag":"elevated" """, "persistent")]
    [InlineData("""{"value":40,"unit":"pg/mL"}""", ""","reference":{"comparator":"<","value":10,"unit":"pg/mL"}""", "persistent")]
    [InlineData("""{"value":4,"unit":"pg/mL"}""", ""","reference":{"comparator":"<","value":10,"unit":"pg/mL"}""", "disease-free")]
    [InlineData("""{"value":4,"unit":"ng/mL"}""", ""","reference":{"comparator":"<","value":10,"unit":"pg/mL"}""", "not-established")]
    [InlineData("""{"value":40,"unit":"pg/mL"}""", "", "not-established")]
    [InlineData("""{"course":"falling"}""", "", "not-established")]
    [InlineData("""{"word":"within the normal range"}""", "", "disease-free")]
    public void A_marker_after_the_operation_is_elevated_normal_or_says_nothing(
        string value, string more, string state) => Assert.Equal(state, State(
            Courses.Of([.. Tumour, Operation, Calcitonin("c", "2019-06-01", value, more)]), "net biochemical"));

    [Theory]
    [InlineData("elevated", "normal", "disease-free")]
    [InlineData("normal", "elevated", "recurrent")]
    [InlineData("normal", "normal", "disease-free")]
    public void The_order_of_normal_and_elevated_tells_recurrence(string first, string second, string state) =>
        Assert.Equal(state, State(Courses.Of(
        [
            .. Tumour, Operation,
            Calcitonin("c-1", "2019-06-01", $$"""{"word":"{{first}}"}"""),
            Calcitonin("c-2", "2019-09-01", $$"""{"word":"{{second}}"}"""),
        ]), "net biochemical"));

    [Fact]
    public void A_marker_from_before_the_operation_says_nothing_of_after_it() => Assert.Equal(
        "not-established",
        State(Courses.Of([.. Tumour, Operation, Calcitonin("c", "2019-02-01", """{"word":"elevated"}""")]), "net biochemical"));

    [Theory]
    [InlineData("persisting", "present", "persistent")]
    [InlineData("resolved", "absent", "disease-free")]
    public void A_symptom_stays_or_resolves(string course, string presence, string state) => Assert.Equal(
        state, State(Courses.Of(
        [
            .. Tumour, Operation,
            """{"key":"d-1","kind":"symptom","name":"diarrhoea","presence":"present","occurred":"2018-01-01"}""",
            $$"""{"key":"d-2","kind":"symptom","name":"diarrhoea","course":"{{course}}","presence":"{{presence}}","occurred":"2019-06-01"}""",
        ]), "net symptomatic"));

    [Fact]
    public void A_new_symptom_does_not_show_that_disease_stayed() => Assert.Equal(
        "not-established",
        State(Courses.Of(
        [
            .. Tumour, Operation,
            """{"key":"d","kind":"symptom","name":"pain","presence":"present","occurred":"2019-06-01"}""",
        ]), "net symptomatic"));

    [Fact]
    public void Omori_is_called_free_from_recurrence_while_the_NET_persists_and_the_rectal_cancer_is_not_established()
    {
        var course = CaseReport.Omori.Course();
        var net = Value(course, "mesenteric-net structural");

        Assert.Equal(["persistent"], net.Categories);
        Assert.Contains(net.Evidence, each => each == new Evidence(
            EntryKey.Parse("free-from-recurrence"), EvidenceRole.Claim, "free from recurrence (authors)"));
        Assert.Equal("not-established", State(course, "rectal-cancer structural"));
        Assert.Contains("sacral-node (irradiated, response not stated)", Why(course, "rectal-cancer structural"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hepatectomy pancreatic-net structural", "persistent")]
    [InlineData("hepatectomy pancreatic-net biochemical", "persistent")]
    [InlineData("hepatectomy pancreatic-net symptomatic", "persistent")]
    [InlineData("pancreatectomy pancreatic-net structural", "disease-free")]
    [InlineData("pancreatectomy pancreatic-net biochemical", "not-established")]
    [InlineData("pancreatectomy pancreatic-net symptomatic", "disease-free")]
    public void Calcitonin_was_never_free_after_the_hepatectomy_nor_biochemically_after_the_pancreatectomy(
        string instance, string state) =>
        Assert.Equal(state, State(CaseReport.Calcitonin.Course(), instance, "disease-state-after-operation"));

    [Fact]
    public void As_known_after_the_hepatectomy_nothing_was_left_to_be_seen() => Assert.Equal(
        "disease-free",
        State(CaseReport.Calcitonin.Course("entry:hepatectomy-pathology"), "hepatectomy hepatic-nen structural",
            "disease-state-after-operation"));

    [Theory]
    [InlineData("pancreatic-net", "hepatectomy", Likelihood.No)]
    [InlineData("pancreatic-net", "pancreatectomy", Likelihood.Yes)]
    public void Recurrence_can_be_measured_only_from_freedom(string tumour, string start, Likelihood expected)
    {
        var course = CaseReport.Calcitonin.Course();
        var found = Conditions.All["disease-free-at-start"](
            course, course.Find(EntryKey.Parse(tumour)),
            Occasion.First(course, [Candidate.Start(EntryKey.Parse(start))])!);

        Assert.Equal(expected, found.Holds);
        Assert.Equal(expected is Likelihood.No, found.Reason is not null);
    }
}
