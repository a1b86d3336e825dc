using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

public sealed class TimelineTests
{
    const string Study = """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2019-05-20"}""";
    const string Operation = """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","occurred":"2019-06-01"}""";

    static Timeline View(string? known, params string[] items) => Timeline.From(
        History.Recorded(items),
        AsOf.Now with { Known = known is null ? null : KnownAt.TryParse(known) },
        DateTimeZone.Utc);

    static string[] Keys(IEnumerable<TimelineEntry> entries) => [.. entries.Select(entry => entry.Entry.Key.Value)];

    [Fact]
    public void A_second_reading_of_an_old_scan_is_known_only_when_it_was_read()
    {
        string[] items =
        [
            Study, Operation,
            """{"key":"r-2","kind":"imaging-reading","study":"ct","impression":"calcification","occurred":"2019-05-20","known":"2019-07-01"}""",
        ];
        Assert.Equal(["ct", "op"], Keys(View("day:2019-06-30", items).Entries));
        Assert.Equal(["ct", "r-2", "op"], Keys(View("2019-07-01", items).Entries));
    }

    [Fact]
    public void What_the_dates_do_not_place_is_possibly_known_and_used_for_nothing()
    {
        var view = View("day:2019-06-30", Study,
            """{"key":"r","kind":"imaging-reading","study":"ct","impression":"x","occurred":"2019-05-20"}""");
        Assert.Equal(["ct"], Keys(view.Entries));
        Assert.Equal(["r"], Keys(view.PossiblyKnown));
    }

    [Fact]
    public void At_the_latest_it_was_known_on_the_day_it_was_recorded() => Assert.Equal(
        ["ct", "r"], Keys(View("day:2026-01-01", Study,
            """{"key":"r","kind":"imaging-reading","study":"ct","impression":"x","occurred":"2019-05-20"}""").Entries));

    [Theory]
    [InlineData("entry:op~P18D", 0)]
    [InlineData("entry:op~P19D", 1)]
    [InlineData("entry:mri", 1)]
    [InlineData("entry:mri~-P1D", 0)]
    public void Knowledge_is_asked_by_an_entry_and_an_offset(string known, int expected) => Assert.Equal(
        expected, Keys(View(known,
            """{"key":"op","kind":"procedure","name":"x","standing":"performed"}""",
            """{"key":"mri","kind":"imaging-study","modality":"mri","occurred":{"postoperativeDay":19,"of":"op"}}""").Entries)
            .Count(key => key == "mri"));

    [Fact]
    public void A_slip_put_right_is_right_for_the_past_too()
    {
        string[] items =
        [
            """{"key":"n","kind":"note","text":"left","occurred":"2019-05-20"}""",
            """
            {"correction":"amend","key":"c","nature":"transcription","reason":"slip",
             "replacement":{"key":"n","kind":"note","text":"right","occurred":"2019-05-20"}}
            """,
        ];
        Assert.Equal("right", View("2019-05-21", items).Entries[0].Entry.Text);
        Assert.Equal(1, View("2019-05-21", items).Entries[0].Changes);
    }

    [Fact]
    public void A_reinterpretation_leaves_the_past_as_it_was_understood()
    {
        string[] items =
        [
            """{"key":"n","kind":"note","text":"cholangiocarcinoma","occurred":"2019-05-20"}""",
            """
            {"correction":"amend","key":"c","nature":"reinterpretation","reason":"review","known":"2019-09-01",
             "replacement":{"key":"n","kind":"note","text":"NET","occurred":"2019-05-20"}}
            """,
        ];
        Assert.Equal("cholangiocarcinoma", View("2019-08-31", items).Entries[0].Entry.Text);
        Assert.Equal("NET", View("2019-09-01", items).Entries[0].Entry.Text);
        Assert.Equal("NET", View(null, items).Entries[0].Entry.Text);
    }

    [Fact]
    public void A_slip_put_right_in_a_reinterpretation_does_not_carry_it_into_the_past()
    {
        string[] items =
        [
            """{"key":"n","kind":"note","text":"cholangiocarcinoma","occurred":"2019-05-20"}""",
            """
            {"correction":"amend","key":"c-1","nature":"reinterpretation","reason":"review","known":"2019-09-01",
             "replacement":{"key":"n","kind":"note","text":"NTE","occurred":"2019-05-20"}}
            """,
            """
            {"correction":"amend","key":"c-2","nature":"transcription","reason":"slip",
             "replacement":{"key":"n","kind":"note","text":"NET","occurred":"2019-05-20"}}
            """,
        ];
        Assert.Equal("cholangiocarcinoma", View("2019-08-31", items).Entries[0].Entry.Text);
        Assert.Equal("NET", View("2019-09-01", items).Entries[0].Entry.Text);
    }

    [Fact]
    public void Order_and_beliefs_rest_on_nothing_that_was_learned_later()
    {
        string[] items =
        [
            """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            Diagnosis("d-1", "cholangiocarcinoma", "clinical", "2019-05"),
            Diagnosis("d-2", "NET", "clinical", "2019"),
            """
            {"correction":"redate","key":"c","entry":"d-2","nature":"reinterpretation","known":"2021-01-01",
             "reason":"letter found","dates":{"occurred":"2019-11-01"}}
            """,
        ];
        Assert.Equal(["d-1", "d-2"], Standing(View("2020-06-01", items)));
        Assert.Equal(["d-2"], Standing(View("2021-01-01", items)));
    }

    [Fact]
    public void Two_diagnoses_of_one_day_stand_beside_each_other_unresolved() => Assert.All(
        View(null,
            """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            Diagnosis("d-1", "cholangiocarcinoma", "clinical", "2019-05-20"),
            Diagnosis("d-2", "NET", "clinical", "2019-05-20")).Diagnoses,
        held => Assert.Single(held.UnresolvedWith));

    [Fact]
    public void A_month_after_a_day_is_counted_by_the_calendar() => Assert.Equal(["op", "n"], Keys(View("entry:op~P1M",
        """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-05-20"}""",
        """{"key":"n","kind":"note","text":"x","occurred":"2019-06-20"}""").Entries));

    [Fact]
    public void A_view_of_the_past_names_nothing_that_was_learned_later()
    {
        var view = View("2019-05-31",
            """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-06-01"}""",
            """{"key":"g","kind":"lesion-group","count":2,"sites":[{"organ":"liver"}],"occurred":"2019-06-01"}""",
            """
            {"key":"l","kind":"lesion","site":{"organ":"liver"},"memberOf":["g"],"judgement":"seen in retrospect",
             "source":{"citation":"A case of metastases of a retrospective primary","locator":"Table 1"},
             "occurred":{"date":"2019-05-20","notAfter":["op"]}}
            """);
        var json = System.Text.Encoding.UTF8.GetString(
            Journal.Json.ViewJson.Write(Journal.Views.TimelineView.Of(view)).Span);
        Assert.Contains("\"key\":\"l\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"op\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"g\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("retrospect", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_of_dates_is_drawn()
    {
        var history = History.Recorded(
            """{"key":"a","kind":"note","text":"x"}""", """{"key":"b","kind":"note","text":"x","occurred":{"sameTimeAs":"a"}}""",
            """
            {"correction":"redate","key":"c","entry":"a","nature":"transcription","reason":"slip",
             "dates":{"occurred":{"sameTimeAs":"b"}}}
            """);
        Assert.Contains("a ", Journal.Views.TimelineText.Draw(
            Timeline.From(history, AsOf.Now, DateTimeZone.Utc)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_retracted_entry_is_shown_only_when_asked_for()
    {
        var history = History.Recorded(Study, """{"correction":"retract","key":"c","entry":"ct","reason":"wrong patient"}""");
        Assert.Empty(Timeline.From(history, AsOf.Now, DateTimeZone.Utc).Entries);
        var shown = Timeline.From(history, AsOf.Now with { Retracted = true }, DateTimeZone.Utc).Entries;
        Assert.True(Assert.Single(shown).Retracted);
    }

    [Fact]
    public void A_view_as_recorded_is_a_prefix_of_the_log()
    {
        var history = History.Recorded(Study, Operation);
        var then = Timeline.From(history, AsOf.Now with { Recorded = history[1].At }, DateTimeZone.Utc);
        Assert.Equal(["ct"], Keys(then.Entries));
        Assert.Equal(2, then.Version);
    }

    [Fact]
    public void The_course_is_in_an_order_that_no_date_denies() => Assert.Equal(
        ["early", "ct", "op", "late"], Keys(View(null, Operation,
            """{"key":"late","kind":"note","text":"x","occurred":{"offset":"P1Y","after":"op"}}""", Study,
            """{"key":"early","kind":"note","text":"x","occurred":"2018"}""").Entries));

    [Fact]
    public void A_later_diagnosis_supersedes_an_earlier_one_of_the_same_axis_and_subject()
    {
        string[] items =
        [
            """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            Diagnosis("d-1", "cholangiocarcinoma", "clinical", "2019-05-20"),
            Diagnosis("d-2", "adenocarcinoma", "pathological", "2019-05-20"),
            Diagnosis("d-3", "NET", "clinical", "2019-09-01"),
        ];
        Assert.Equal(["d-1", "d-2"], Standing(View("2019-08-01", items)));
        Assert.Equal(["d-2", "d-3"], Standing(View(null, items)));
    }

    [Fact]
    public void Diagnoses_whose_order_cannot_be_told_stand_beside_each_other_unresolved()
    {
        var view = View(null,
            """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            Diagnosis("d-1", "cholangiocarcinoma", "clinical", "2019-05"),
            Diagnosis("d-2", "NET", "clinical", "2019"));
        Assert.Equal(["d-1", "d-2"], Standing(view));
        Assert.All(view.Diagnoses, held => Assert.Single(held.UnresolvedWith));
    }

    static string Diagnosis(string key, string belief, string axis, string day) =>
        $$"""{"key":"{{key}}","kind":"diagnosis","subject":["l"],"belief":"{{belief}}","axis":"{{axis}}","occurred":"{{day}}"}""";

    static string[] Standing(Timeline view) =>
        [.. view.Diagnoses.Where(held => held.Stands).Select(held => held.Entry.Key.Value).Order()];
}

public sealed class InventoryTests
{
    const string Tumours = """
        {"key":"rectal","kind":"tumour","name":"rectal cancer","standing":"established","occurred":"2019"}
        """;

    static Timeline Now(params string[] items) =>
        Timeline.From(History.Recorded(items), AsOf.Now, DateTimeZone.Utc);

    [Fact]
    public void What_is_not_told_apart_remains_in_the_group()
    {
        var group = Assert.Single(Now(
            """{"key":"g","kind":"lesion-group","count":6,"sites":[{"organ":"liver"}]}""",
            """{"key":"a","kind":"lesion","site":{"organ":"liver","segments":[5]},"memberOf":["g"]}""",
            """{"key":"b","kind":"lesion","site":{"organ":"liver","segments":[5]}}""",
            """{"correction":"split","key":"s","group":"g","into":["b"],"reason":"figure"}""").Groups);
        Assert.Equal(Count.Exactly(4), group.Remainder);
    }

    [Fact]
    public void Members_follow_their_group_until_one_has_a_belief_of_its_own()
    {
        var view = Now(Tumours,
            """{"key":"net","kind":"tumour","name":"NET","standing":"established","occurred":"2019"}""",
            """{"key":"g","kind":"lesion-group","count":3,"sites":[{"organ":"liver"}],"occurred":"2019"}""",
            """{"key":"a","kind":"lesion","site":{"organ":"liver"},"memberOf":["g"],"occurred":"2019"}""",
            """{"key":"b","kind":"lesion","site":{"organ":"liver"},"memberOf":["g"],"occurred":"2019"}""",
            """{"key":"at-1","kind":"attribution","lesions":["g"],"tumour":"rectal","basis":["imaging"],"certainty":"suspected","occurred":"2019-02"}""",
            """{"key":"at-2","kind":"attribution","lesions":["b"],"tumour":"net","basis":["histology"],"occurred":"2019-05"}""");
        Assert.Equal("rectal", Belongs(view, "a"));
        Assert.Equal("net", Belongs(view, "b"));
        var tally = Assert.Single(view.Tallies);
        Assert.Equal(Count.Exactly(3), tally.Identified);
        Assert.Equal(
            [(2, "rectal"), (1, "net")],
            tally.Shares.Select(share => (share.Count.AtLeast, share.Tumour!.Value.Value)));
    }

    [Fact]
    public void What_is_counted_again_counts_once_and_at_least_the_surplus_is_matched_to_none()
    {
        var view = Now(
            """{"key":"ct","kind":"lesion-group","count":6,"sites":[{"organ":"liver"}]}""",
            """{"key":"new","kind":"lesion","site":{"organ":"liver"}}""",
            """{"key":"path","kind":"lesion-group","count":16,"sites":[{"organ":"liver"}],"includes":["ct","new"]}""");
        Assert.Equal(Count.Exactly(16), Assert.Single(view.Tallies).Identified);
        Assert.Equal(9, view.Groups.Single(group => group.Entry.Key.Value == "path").MatchedToNone!.Value.AtLeast);
    }

    [Fact]
    public void What_is_told_apart_among_the_earlier_ones_is_matched() => Assert.Equal(
        new Count(5, 15), Now(
            """{"key":"ct","kind":"lesion-group","count":11,"sites":[{"organ":"liver"}]}""",
            """{"key":"path","kind":"lesion-group","count":16,"sites":[{"organ":"liver"}],"includes":["ct"]}""",
            """{"key":"a","kind":"lesion","site":{"organ":"liver"},"memberOf":["ct","path"]}""")
        .Groups.Single(group => group.Entry.Key.Value == "path").MatchedToNone);

    [Fact]
    public void Merged_lesions_count_once() => Assert.Equal(Count.One, Assert.Single(Now(
        """{"key":"a","kind":"lesion","site":{"organ":"liver"}}""",
        """{"key":"b","kind":"lesion","site":{"organ":"liver"}}""",
        """{"correction":"merge","key":"m","kept":"a","merged":["b"],"reason":"same on review"}""").Tallies).Identified);

    [Fact]
    public void Lesions_that_were_understood_to_be_one_later_count_twice_until_then()
    {
        string[] items =
        [
            """{"key":"a","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            """{"key":"b","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            """{"correction":"merge","key":"m","kept":"a","merged":["b"],"known":"2020-01-01","reason":"review"}""",
        ];
        Assert.Equal(Count.Exactly(2), Identified("2019-12-31"));
        Assert.Equal(Count.One, Identified("2020-01-01"));

        Count Identified(string day) => Assert.Single(Timeline.From(
            History.Recorded(items), AsOf.Now with { Known = KnownAt.TryParse(day) }, DateTimeZone.Utc)
            .Tallies).Identified;
    }

    [Fact]
    public void The_same_lesion_from_another_source_counts_once() => Assert.Equal(Count.One, Assert.Single(Now(
        """{"key":"a","kind":"lesion","site":{"organ":"liver"}}""",
        """{"key":"b","kind":"lesion","site":{"organ":"liver"},"sameAs":"a"}""").Tallies).Identified);

    [Fact]
    public void What_a_merged_lesion_was_known_to_be_is_kept()
    {
        var view = Now(Tumours,
            """{"key":"g","kind":"lesion-group","count":6,"sites":[{"organ":"liver"}],"occurred":"2019"}""",
            """{"key":"a","kind":"lesion","site":{"organ":"liver"},"occurred":"2019"}""",
            """{"key":"b","kind":"lesion","site":{"organ":"liver"},"memberOf":["g"],"occurred":"2019"}""",
            """{"key":"at","kind":"attribution","lesions":["b"],"tumour":"rectal","basis":["histology"],"occurred":"2019"}""",
            """{"correction":"merge","key":"m","kept":"a","merged":["b"],"reason":"same on review"}""");
        var tally = Assert.Single(view.Tallies);
        Assert.Equal(Count.Exactly(6), tally.Identified);
        Assert.Equal(
            [(5, null), (1, "rectal")], tally.Shares.Select(share => (share.Count.AtLeast, share.Tumour?.Value)));
    }

    [Fact]
    public void A_lesion_that_two_claims_count_counts_once() => Assert.Equal(Count.Exactly(9), Assert.Single(Now(
        """{"key":"ct","kind":"lesion-group","count":6,"sites":[{"organ":"liver"}]}""",
        """{"key":"mri","kind":"lesion-group","count":4,"sites":[{"organ":"liver"}]}""",
        """{"key":"a","kind":"lesion","site":{"organ":"liver"},"memberOf":["ct","mri"]}""").Tallies).Identified);

    [Fact]
    public void An_excluded_tumour_ends_only_beliefs_in_itself()
    {
        var view = Now(Tumours,
            """{"key":"net","kind":"tumour","name":"NET","standing":"hypothetical","occurred":"2019"}""",
            """{"key":"a","kind":"lesion","site":{"organ":"liver"},"occurred":"2019"}""",
            """{"key":"at-1","kind":"attribution","lesions":["a"],"tumour":"rectal","basis":["imaging"],"occurred":"2019-02"}""",
            """{"key":"at-2","kind":"attribution","lesions":["a"],"tumour":"net","certainty":"excluded","basis":["histology"],"occurred":"2019-05"}""");
        Assert.Equal("rectal", Belongs(view, "a"));
    }

    [Fact]
    public void A_split_that_was_withdrawn_tells_nothing_apart() => Assert.Equal(Count.Exactly(6), Assert.Single(Now(
        """{"key":"g","kind":"lesion-group","count":6,"sites":[{"organ":"liver"}]}""",
        """{"key":"b","kind":"lesion","site":{"organ":"liver"}}""",
        """{"correction":"split","key":"s","group":"g","into":["b"],"reason":"figure"}""",
        """{"correction":"retract","key":"r","entry":"s","reason":"another lesion"}""").Groups).Remainder);

    [Fact]
    public void Even_a_circle_of_groups_has_a_tally()
    {
        static Entry Group(string key, params string[] memberOf) => new(
            EntryKey.Parse(key), null, null, null, [], null, null, null, null, null, null, null, [], [],
            new LesionGroup(new Count(2, null), [new Site("liver", null, [], null, null)], null,
                [.. memberOf.Select(EntryKey.Parse)], []));
        Entry[] entries = [Group("r"), Group("a", "r", "b"), Group("b", "a")];
        var recorded = entries.Select((entry, at) => new Recorded(
            at + 1, Instant.FromUtc(2026, 1, 1, 0, 0), "x", new PatientEvent.EntryRecorded(entry))).ToList();
        Assert.Single(Timeline.From(recorded, AsOf.Now, DateTimeZone.Utc).Tallies);
    }

    [Fact]
    public void An_open_count_stays_open() => Assert.Equal("at least 2", Assert.Single(Now(
        """{"key":"g","kind":"lesion-group","count":{"atLeast":2},"sites":[{"organ":"liver"}]}""").Tallies).Identified.ToString());

    static string Belongs(Timeline view, string lesion) => Assert.Single(
        view.Lesions.Single(known => known.Entry.Key.Value == lesion).Belongs).Tumour.Value;
}
