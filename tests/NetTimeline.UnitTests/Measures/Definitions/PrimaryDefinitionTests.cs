using NetTimeline.Domain;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Definitions;

/// <summary>From metastasis to primary: the day it was found, and the time in which it could be.</summary>
public sealed class PrimaryDefinitionTests
{
    const string Detection = "hepatectomy-to-primary-detection";
    const string Detectability = "hepatectomy-to-primary-detectability";

    /// <summary>Liver metastases seen on 2010-01-01 and resected on 2010-03-01; a primary of the pancreas.</summary>
    static readonly string[] MetastasesFirst =
    [
        """{"key":"net","kind":"tumour","name":"NET","primarySite":{"organ":"pancreas"},"standing":"established","occurred":"2016-03-01"}""",
        """{"key":"met","kind":"lesion","site":{"organ":"liver"},"focus":"metastasis","occurred":"2010-01-01"}""",
        """{"key":"mass","kind":"lesion","site":{"organ":"pancreas"},"occurred":"2016-03-01"}""",
        """{"key":"of","kind":"attribution","lesions":["met","mass"],"tumour":"net","basis":["histology"],"certainty":"confirmed","occurred":"2016-04-01"}""",
        """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","site":{"organ":"liver"},"removes":["met"],"occurred":"2010-03-01"}""",
    ];

    static string[] Reading(string key, string date, string what) =>
    [
        $$"""{"key":"{{key}}-study","kind":"imaging-study","modality":"ct","occurred":"{{date}}"}""",
        $$"""{"key":"{{key}}","kind":"imaging-reading","study":"{{key}}-study",{{what}},"occurred":"{{date}}","known":"{{date}}"}""",
    ];

    const string Mass = "\"lesions\":[{\"lesion\":\"mass\",\"presence\":\"present\"}]";
    const string Nothing = "\"findings\":[{\"name\":\"tumour\",\"presence\":\"absent\"}]";

    static MeasureValue Value(string measure, Course course, string tumour = "net") =>
        MeasureCatalogue.BuiltIn.Find(measure)!.Of(course).Single(value => value.Of.ToString() == tumour);

    static string Text(string measure, params IEnumerable<string> entries) =>
        MeasureText.Value(Value(measure, Courses.Of([.. entries])));

    [Fact]
    public void Detection_is_a_day_and_detectability_lies_between_two_work_ups()
    {
        string[] entries =
        [
            .. MetastasesFirst, .. Reading("early", "2012-03-01", Nothing), .. Reading("late", "2014-03-01", Nothing),
            .. Reading("found", "2016-03-01", Mass),
        ];

        Assert.Equal("6", Text(Detection, entries));
        Assert.Equal("[4, 6]", Text(Detectability, entries));
    }

    [Fact]
    public void Without_a_work_up_that_found_nothing_it_may_have_been_there_from_the_start() =>
        Assert.Equal("[0, 6]", Text(Detectability, [.. MetastasesFirst, .. Reading("found", "2016-03-01", Mass)]));

    [Fact]
    public void A_work_up_after_the_detection_that_found_nothing_bounds_nothing() => Assert.Equal(
        "[0, 6]", Text(Detectability,
            [.. MetastasesFirst, .. Reading("found", "2016-03-01", Mass), .. Reading("later", "2016-05-01", Nothing)]));

    [Fact]
    public void A_primary_known_before_the_liver_was_resected_was_not_detected_after_it() => Assert.Equal(
        "The primary was seen before the liver resection.",
        Text(Detection,
        [
            .. MetastasesFirst, .. Reading("before", "2010-02-01", Mass), .. Reading("again", "2011-02-01", Mass),
        ]));

    [Fact]
    public void A_primary_that_was_never_seen_leaves_nothing_to_compute() => Assert.Equal(
        "The end was not reached, and nothing says until when it was watched for.", Text(Detection, MetastasesFirst));

    [Fact]
    public void From_the_first_metastasis_it_counts_from_the_image_that_showed_it() => Assert.Equal(
        "6.164",
        Text("first-metastasis-to-primary-detection", [.. MetastasesFirst, .. Reading("found", "2016-03-01", Mass)]));

    [Fact]
    public void Symptom_detection_and_treatment_follow_each_other()
    {
        string[] entries =
        [
            .. MetastasesFirst,
            .. Reading("met-seen", "2010-01-01", Mass.Replace("mass", "met", StringComparison.Ordinal)),
            """{"key":"pain","kind":"symptom","name":"pain","presence":"present","occurred":"2008-01-01"}""",
        ];

        Assert.Equal("2", Text("symptom-to-detection", entries));
        Assert.Equal("59", Text("detection-to-treatment", entries));
    }

    [Fact]
    public void It_became_detectable_after_the_surveillance_that_found_nothing_and_not_after_that_CT()
    {
        var value = Value(Detectability, CaseReport.Calcitonin.Course(), "pancreatic-net");

        Assert.Equal("[5.5, 6.75)", MeasureText.Value(value));
        Assert.Null(value.Point);
        Assert.Equal(
            [
                "surveillance-ultrasound-reading", "surveillance-ct-reading", "surveillance-pet-reading",
                "surveillance-srs-reading",
            ],
            Of(EvidenceRole.Condition));
        Assert.Equal(["ct-detection-reading"], Of(EvidenceRole.End));

        IEnumerable<string> Of(EvidenceRole role) =>
            value.Evidence.Where(each => each.Role == role).Select(each => each.Entry.Value);
    }

    [Fact]
    public void Before_that_CT_nothing_was_detected_that_could_be_measured() => Assert.Empty(
        MeasureCatalogue.BuiltIn.Find(Detectability)!.Of(CaseReport.Calcitonin.Course("entry:hepatectomy-pathology")));

    /// <summary>The first CT was looked at again, and the calcification on it held for no tumour.</summary>
    [Fact]
    public void From_the_first_metastasis_it_became_detectable_later_than_from_the_hepatectomy_and_is_open_above()
    {
        const string fromMetastasis = "first-metastasis-to-primary-detectability";
        var value = Value(fromMetastasis, CaseReport.Calcitonin.Course(), "pancreatic-net");

        Assert.Equal("≥ 5.531", MeasureText.Value(value));
        Assert.Contains(new Evidence(EntryKey.Parse("ct-detection-reading"), EvidenceRole.End, "shows the primary"),
            value.Evidence);
        Assert.Empty(MeasureCatalogue.BuiltIn.Find(fromMetastasis)!.Of(CaseReport.Omori.Course()));
    }

    [Fact]
    public void From_the_first_metastasis_it_is_open_above_as_the_hepatectomy_is_not_placed_after_the_CT() =>
        Assert.Equal("≥ 6.281", MeasureText.Value(Value(
            "first-metastasis-to-primary-detection", CaseReport.Calcitonin.Course(), "pancreatic-net")));

    [Fact]
    public void In_omori_the_primaries_were_known_before_the_liver_metastases() => Assert.All(
        MeasureCatalogue.BuiltIn.Find("first-metastasis-to-primary-detection")!.Of(CaseReport.Omori.Course()),
        value => Assert.Equal("The primary was seen, and known to be, before the interval begins.", value.Reason));
}
