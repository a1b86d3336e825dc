using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Definitions;

/// <summary>Survival under each rule: what is an event here is censoring, or nothing, there.</summary>
public sealed class SurvivalDefinitionTests
{
    static readonly string[] Operated = Patient("colon");

    const string Relapse = """{"key":"relapse","kind":"recurrence","tumour":"cancer","extent":"distant","site":{"organ":"liver"},"basis":["imaging"],"occurred":"2012-01-01"}""";
    const string Death = """{"key":"death","kind":"death","occurred":"2013-01-01"}""";
    const string DeathOfColonCancer = """{"key":"death","kind":"death","cause":"colon cancer","occurred":"2013-01-01"}""";
    const string SecondColorectal = """{"key":"second","kind":"tumour","name":"rectal cancer","primarySite":{"organ":"rectum"},"standing":"established","occurred":"2011-01-01"}""";
    const string SecondElsewhere = """{"key":"second","kind":"tumour","name":"lung cancer","primarySite":{"organ":"lung"},"standing":"established","occurred":"2011-01-01"}""";
    const string Visit = """{"key":"visit","kind":"encounter","type":"visit","occurred":"2014-01-01"}""";

    static readonly string[] Assessed =
    [
        """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2011-01-01"}""",
        """{"key":"ct-reading","kind":"imaging-reading","study":"ct","impression":"no recurrence","occurred":"2011-01-01"}""",
    ];

    /// <summary>A cancer seen on 2009-12-01 and resected on 2010-01-01.</summary>
    static string[] Patient(string organ) =>
    [
        $$"""{"key":"cancer","kind":"tumour","name":"{{organ}} cancer","primarySite":{"organ":"{{organ}}"},"standing":"established","occurred":"2009-12-01"}""",
        $$"""{"key":"mass","kind":"lesion","site":{"organ":"{{organ}}"},"focus":"primary","occurred":"2009-12-01"}""",
        """{"key":"of-mass","kind":"attribution","lesions":["mass"],"tumour":"cancer","basis":["histology"],"certainty":"confirmed","occurred":"2009-12-01"}""",
        """{"key":"op","kind":"procedure","name":"resection","standing":"performed","removes":["mass"],"targets":["cancer"],"occurred":"2010-01-01"}""",
    ];

    static MeasureValue Of(string measure, Course course, string tumour = "cancer") =>
        MeasureCatalogue.BuiltIn.Find(measure)!.Of(course).Single(value => value.Of.ToString() == tumour);

    static string Line(string measure, params string[] entries)
    {
        var value = Of(measure, Courses.Of(entries));
        return $"{Domain.Values.Words.Of(value.Status)} {MeasureText.Value(value)}";
    }

    [Theory]
    [InlineData("disease-free-survival.fda", "exact 2")]
    [InlineData("disease-free-survival.datecan-colon", "exact 2")]
    [InlineData("recurrence-free-survival.datecan-colon", "exact 2")]
    [InlineData("recurrence-free-survival.from-first-operation", "exact 2")]
    [InlineData("time-to-recurrence.datecan-colon", "exact 2")]
    [InlineData("time-to-recurrence.from-first-operation", "exact 2")]
    [InlineData("disease-free-interval", "exact 2")]
    [InlineData("progression-free-survival.fda", "exact 2")]
    [InlineData("time-to-progression.fda", "exact 2")]
    [InlineData("overall-survival.from-operation", "exact 3")]
    [InlineData("survival-after-recurrence", "exact 1")]
    public void A_relapse_and_a_later_death(string measure, string expected) =>
        Assert.Equal(expected, Line(measure, [.. Operated, .. Assessed, Relapse, Death]));

    [Theory]
    [InlineData("disease-free-survival.fda", "exact 3")]
    [InlineData("disease-free-survival.datecan-colon", "exact 3")]
    [InlineData("recurrence-free-survival.datecan-colon", "exact 3")]
    [InlineData("recurrence-free-survival.from-first-operation", "exact 3")]
    [InlineData("time-to-recurrence.datecan-colon", "censored 3")]
    [InlineData("time-to-recurrence.from-first-operation", "censored 3")]
    [InlineData("progression-free-survival.fda", "exact 3")]
    [InlineData("time-to-progression.fda", "censored 3")]
    public void Death_without_a_relapse_is_an_event_here_and_competes_there(string measure, string expected) =>
        Assert.Equal(expected, Line(measure, [.. Operated, .. Assessed, Death]));

    [Fact]
    public void Death_of_the_cancer_ends_the_time_to_recurrence() => Assert.Equal(
        "exact 3", Line("time-to-recurrence.datecan-colon", [.. Operated, .. Assessed, DeathOfColonCancer]));

    [Theory]
    [InlineData("disease-free-survival.datecan-colon", "exact 1")]
    [InlineData("recurrence-free-survival.datecan-colon", "exact 2")]
    [InlineData("disease-free-survival.fda", "exact 2")]
    public void A_second_colorectal_cancer_is_an_event_of_one_rule_alone(string measure, string expected) =>
        Assert.Equal(expected, Line(measure, [.. Operated, .. Assessed, SecondColorectal, Relapse]));

    [Fact]
    public void A_second_primary_elsewhere_is_no_event_of_any() => Assert.Equal(
        "exact 2", Line("disease-free-survival.datecan-colon", [.. Operated, SecondElsewhere, Relapse]));

    [Theory]
    [InlineData("disease-free-survival.fda", "censored 1")]
    [InlineData("time-to-recurrence.from-first-operation", "censored 1")]
    [InlineData("overall-survival.from-operation", "censored 4")]
    [InlineData("follow-up.from-operation", "exact 4")]
    [InlineData("disease-free-interval",
        "not-computable The end was not reached, and nothing says until when it was watched for.")]
    public void Disease_is_watched_until_the_last_assessment_and_life_until_the_last_contact(
        string measure, string expected) => Assert.Equal(expected, Line(measure, [.. Operated, .. Assessed, Visit]));

    [Fact]
    public void A_suspected_relapse_leaves_it_open_how_long_at_most() => Assert.Equal(
        "bounded ≥ 2",
        Line("disease-free-survival.fda",
        [
            .. Operated, Relapse.Replace("\"kind\"", "\"certainty\":\"suspected\",\"kind\"", StringComparison.Ordinal),
            """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2013-01-01"}""",
            """{"key":"ct-reading","kind":"imaging-reading","study":"ct","impression":"stable","occurred":"2013-01-01"}""",
        ]));

    [Fact]
    public void DATECANs_rules_for_the_colon_are_out_of_scope_for_the_rectum() => Assert.All(
        [
            "disease-free-survival.datecan-colon", "recurrence-free-survival.datecan-colon",
            "time-to-recurrence.datecan-colon",
        ],
        measure => Assert.Equal(
            "not-computable DATECAN's colon rules are out of scope for the rectum.",
            Line(measure, [.. Patient("rectum"), Relapse])));

    [Fact]
    public void And_nothing_is_said_of_other_organs() => Assert.Empty(
        MeasureCatalogue.BuiltIn.Find("disease-free-survival.datecan-colon")!
            .Of(Courses.Of([.. Patient("pancreas"), Relapse])));

    [Fact]
    public void A_staging_procedure_and_a_plan_begin_nothing() => Assert.Equal(
        "exact 2", Line("disease-free-survival.fda",
        [
            .. Operated, Relapse,
            """{"key":"look","kind":"procedure","name":"laparoscopy","standing":"performed","intent":"staging","targets":["cancer"],"occurred":"2009-12-15"}""",
            """{"key":"plan","kind":"procedure","name":"resection","standing":"planned","targets":["cancer"],"occurred":"2009-12-16"}""",
        ]));

    [Fact]
    public void The_rectal_cancer_of_omori_came_back_after_three_years_whatever_the_abstract_leaves_out()
    {
        var value = Of("disease-free-survival.fda", CaseReport.Omori.Course(), "rectal-cancer");

        Assert.Equal("3 [2.5, 3.5)", MeasureText.Value(value));
        Assert.Equal(
            ["lar", "anastomotic-recurrence"],
            value.Evidence.Where(each => each.Role is EvidenceRole.Start or EvidenceRole.End)
                .Select(each => each.Entry.Value));
        Assert.DoesNotContain(value.Evidence, each => each.Entry.Value == "mesenteric-net");
    }

    [Fact]
    public void From_the_hepatectomy_of_calcitonin_nothing_could_recur_and_from_the_pancreatectomy_six_months_did_not()
    {
        var course = CaseReport.Calcitonin.Course();
        var first = Of("recurrence-free-survival.from-first-operation", course, "pancreatic-net");
        var last = Of("recurrence-free-survival.from-last-operation", course, "pancreatic-net");

        Assert.StartsWith(
            "Persistent disease from hepatectomy on, so there was nothing to recur", first.Reason,
            StringComparison.Ordinal);
        Assert.Equal((MeasureStatus.Censored, "6 [5.5, 6.5)"), (last.Status, MeasureText.Value(last)));
    }

    [Fact]
    public void Follow_up_of_calcitonin_is_open_above_until_somebody_assumes_when_the_pancreas_was_resected()
    {
        var recorded = Of("follow-up.from-operation", CaseReport.Calcitonin.Course(), "pancreatic-net");
        var assumed = Of(
            "follow-up.from-operation",
            new Course(CaseReport.Calcitonin.Timeline(), [new Assumption.SameTime(
                EntryKey.Parse("ct-detection"), EntryKey.Parse("pancreatectomy"))]),
            "pancreatic-net");

        Assert.Equal("≥ 6.708", MeasureText.Value(recorded));
        Assert.Equal("7 [6.708, 7.292)", MeasureText.Value(assumed));
        Assert.Contains(assumed.Remarks, remark => remark.StartsWith("Assuming", StringComparison.Ordinal));
    }
}
