using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using Xunit;

namespace NetTimeline.UnitTests.Patients;

public sealed class CorrectionTests : PatientSpec
{
    const string Note = """{"key":"n-1","kind":"note","text":"Seen."}""";
    const string Retraction = """{"correction":"retract","key":"c-1","entry":"n-1","reason":"wrong patient"}""";

    static string Amendment(string nature, string more) => $$"""
        {"correction":"amend","key":"c-2","nature":"{{nature}}",{{more}}
         "replacement":{"key":"n-1","kind":"note","text":"Not seen."} }
        """;

    [Fact]
    public void An_amendment_replaces_what_an_entry_says() => Assert.Equal(
        "Not seen.", Given(Note).When(Amendment("transcription", "\"reason\":\"slip\",")).ThenAccepted()
            .Find(EntryKey.Parse("n-1"))!.Text);

    [Fact]
    public void An_amendment_without_a_reason_is_refused() =>
        Given(Note).When(Amendment("transcription", "")).ThenRefused((Refusal.ReasonMissing, "/0/reason"));

    [Fact]
    public void A_reinterpretation_says_when_it_was_known() =>
        Given(Note).When(Amendment("reinterpretation", "\"reason\":\"review\","))
            .ThenRefused((Refusal.KnownMissing, "/0/known"));

    [Fact]
    public void A_slip_put_right_has_no_date_of_its_own() =>
        Given(Note).When(Amendment("transcription", "\"reason\":\"slip\",\"known\":\"2020\","))
            .ThenRefused((Refusal.Malformed, "/0/known"));

    [Fact]
    public void A_correction_again_is_nothing_new() => Given(Note, Retraction).When(Retraction).ThenNothingNew();

    [Fact]
    public void A_retracted_entry_is_gone() =>
        Assert.Null(Given(Note).When(Retraction).ThenAccepted().Find(EntryKey.Parse("n-1")));

    [Fact]
    public void Nothing_can_be_changed_about_a_retracted_entry() =>
        Given(Note, Retraction).When(Amendment("transcription", "\"reason\":\"slip\","))
            .ThenRefused((Refusal.AlreadyRetracted, "/0/replacement/key"));

    [Fact]
    public void An_entry_that_others_refer_to_is_not_retracted_alone() =>
        Given(Note, """{"key":"n-2","kind":"note","text":"x","about":["n-1"]}""")
            .When(Retraction).ThenRefused((Refusal.StillReferredTo, "/0/entry"));

    [Fact]
    public void It_is_retracted_together_with_them() =>
        Given(Note, """{"key":"n-2","kind":"note","text":"x","about":["n-1"]}""")
            .When(Retraction, """{"correction":"retract","key":"c-9","entry":"n-2","reason":"wrong patient"}""")
            .ThenAccepted();

    [Fact]
    public void An_amendment_keeps_the_kind() => Given(Note).When("""
        {"correction":"amend","key":"c-1","nature":"transcription","reason":"slip",
         "replacement":{"key":"n-1","kind":"encounter","type":"visit"}}
        """).ThenRefused((Refusal.KindChanged, "/0/replacement/kind"));

    [Fact]
    public void An_entry_is_dated_anew() => Assert.Equal(
        "2020-03", Given("""{"key":"n-1","kind":"note","text":"x","occurred":"2019"}""").When("""
            {"correction":"redate","key":"c-1","entry":"n-1","nature":"transcription","reason":"slip",
             "dates":{"occurred":"2020-03"}}
            """).ThenAccepted().Find(EntryKey.Parse("n-1"))!.Occurred!.Date is Domain.Dates.ClinicalDate.On on
            ? on.Date.ToString()
            : null);

    [Fact]
    public void A_new_date_is_checked_where_it_stands() => Given(Note).When("""
        {"correction":"redate","key":"c-1","entry":"n-1","nature":"transcription","reason":"slip",
         "dates":{"occurred":{"offset":"P3Y","after":"gone"},"ended":{"offset":"P1.5Y","after":"n-1"}}}
        """).ThenRefused(
        (Refusal.UnknownReference, "/0/dates/occurred/after"), (Refusal.Malformed, "/0/dates/ended/plusMinus"),
        (Refusal.WrongKindOfReference, "/0/dates/ended/after"));

    [Fact]
    public void A_new_attribution_names_what_it_supersedes_and_why() => Given(
        """{"key":"l-1","kind":"lesion","site":{"organ":"liver"}}""",
        """{"key":"t-1","kind":"tumour","name":"a","standing":"established"}""").When("""
        {"correction":"reattribute","attribution":
         {"key":"a-2","kind":"attribution","lesions":["l-1"],"tumour":"t-1","basis":["histology"]}}
        """).ThenRefused((Refusal.ReasonMissing, "/0/reason"), (Refusal.Malformed, "/0/attribution/supersedes"));

    [Fact]
    public void Evolve_meets_corrections_of_entries_that_never_were() => Assert.Empty(
        Domain.Patients.PatientState.From([
            new Domain.Patients.PatientEvent.EntryRetracted(EntryKey.Parse("c"), EntryKey.Parse("gone"), "x"),
            new Domain.Patients.PatientEvent.LesionGroupSplit(
                EntryKey.Parse("d"), EntryKey.Parse("gone"), [], null, "x"),
        ]).Entries);
}

public sealed class GroupTests : PatientSpec
{
    const string Six = """{"key":"g","kind":"lesion-group","count":6,"sites":[{"organ":"liver","part":"right lobe"}]}""";

    static string Lesion(string key, string memberOf = "") =>
        $$"""{"key":"{{key}}","kind":"lesion","site":{"organ":"liver"}{{memberOf}}}""";

    [Fact]
    public void A_group_is_split_into_lesions() => Given(Six, Lesion("a"), Lesion("b"))
        .When("""{"correction":"split","key":"s","group":"g","into":["a","b"],"reason":"figure 1a"}""").ThenAccepted();

    [Fact]
    public void A_split_that_exceeds_the_count_is_refused() =>
        Given("""{"key":"g","kind":"lesion-group","count":1,"sites":[{"organ":"liver"}]}""", Lesion("a"), Lesion("b"))
            .When("""{"correction":"split","key":"s","group":"g","into":["a","b"],"reason":"figure"}""")
            .ThenRefused((Refusal.GroupOverfull, "/0/into"));

    [Fact]
    public void A_lesion_too_many_is_refused() =>
        Given("""{"key":"g","kind":"lesion-group","count":1,"sites":[{"organ":"liver"}]}""",
            Lesion("a", ""","memberOf":["g"]"""))
            .When(Lesion("b", ""","memberOf":["g"]""")).ThenRefused((Refusal.GroupOverfull, "/0/memberOf"));

    [Fact]
    public void A_group_is_no_member_of_itself_not_even_through_others() => Given(
        """{"key":"a","kind":"lesion-group","count":{"atLeast":2},"sites":[{"organ":"liver"}]}""")
        .When(
            """{"key":"b","kind":"lesion-group","count":{"atLeast":2},"sites":[{"organ":"liver"}],"memberOf":["a"]}""",
            """{"correction":"split","key":"s","group":"b","into":["a"],"reason":"figure"}""")
        .ThenRefused((Refusal.Circular, "/0/memberOf"), (Refusal.Circular, "/1/into"));

    [Fact]
    public void What_is_counted_again_does_not_count_it_again() => Given().When(
        """{"key":"a","kind":"lesion-group","count":2,"sites":[{"organ":"liver"}],"includes":["b"]}""",
        """{"key":"b","kind":"lesion-group","count":2,"sites":[{"organ":"liver"}],"includes":["a"]}""")
        .ThenRefused((Refusal.Circular, "/0/includes"), (Refusal.Circular, "/1/includes"));

    [Fact]
    public void Beliefs_do_not_supersede_each_other_in_a_circle() => Given(Lesion("l")).When(
        """{"key":"a","kind":"diagnosis","subject":["l"],"belief":"x","axis":"clinical","supersedes":["b"]}""",
        """{"key":"b","kind":"diagnosis","subject":["l"],"belief":"y","axis":"clinical","supersedes":["a"]}""")
        .ThenRefused((Refusal.Circular, "/0/supersedes"), (Refusal.Circular, "/1/supersedes"));

    [Fact]
    public void A_merged_lesion_is_merged_no_further() => Given(Lesion("a"), Lesion("b"), Lesion("c"),
        """{"correction":"merge","key":"m","kept":"a","merged":["b"],"reason":"review"}""")
        .When("""{"correction":"merge","key":"n","kept":"b","merged":["c"],"reason":"review"}""")
        .ThenRefused((Refusal.AlreadyMerged, "/0/kept"));

    [Fact]
    public void The_lesion_that_a_merge_kept_is_not_retracted() => Given(Lesion("a"), Lesion("b"),
        """{"correction":"merge","key":"m","kept":"a","merged":["b"],"reason":"review"}""")
        .When("""{"correction":"retract","key":"r","entry":"a","reason":"wrong patient"}""")
        .ThenRefused((Refusal.StillReferredTo, "/0/entry"));

    [Fact]
    public void Multiple_has_no_upper_bound() =>
        Given("""{"key":"g","kind":"lesion-group","count":{"atLeast":2},"sites":[{"organ":"liver"}]}""",
            Lesion("a"), Lesion("b"), Lesion("c"))
            .When("""{"correction":"split","key":"s","group":"g","into":["a","b","c"],"reason":"figure"}""").ThenAccepted();

    [Fact]
    public void Only_lesions_are_told_apart_in_a_group() =>
        Given(Six, """{"key":"n","kind":"note","text":"x"}""")
            .When("""{"correction":"split","key":"s","group":"g","into":["n"],"reason":"figure"}""")
            .ThenRefused((Refusal.WrongKindOfReference, "/0/into/0"));

    [Fact]
    public void Kinds_are_one_bit_each() => Assert.All(
        typeof(EntryContent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EntryContent))),
        type => Assert.True(Enum.IsDefined(Enum.Parse<EntryKinds>(type.Name))));
}

public sealed class DeathTests : PatientSpec
{
    const string Died = """{"key":"d","kind":"death","occurred":"2020-05-01"}""";

    static string Visit(string key, string day) =>
        $$"""{"key":"{{key}}","kind":"encounter","type":"visit","occurred":"{{day}}"}""";

    [Fact]
    public void A_visit_after_death_is_refused() =>
        Given(Died).When(Visit("v", "2020-05-02")).ThenRefused((Refusal.AfterDeath, "/0/occurred"));

    [Fact]
    public void A_visit_on_the_day_of_death_is_taken() => Given(Died).When(Visit("v", "2020-05-01")).ThenAccepted();

    [Fact]
    public void A_visit_in_the_month_of_death_is_taken() => Given(Died).When(Visit("v", "2020-05")).ThenAccepted();

    [Fact]
    public void A_visit_hung_on_the_death_is_refused() => Given(Died).When(
        """{"key":"v","kind":"encounter","type":"visit","occurred":{"offset":"P1D","after":"d"}}""")
        .ThenRefused((Refusal.AfterDeath, "/0/occurred"));

    [Fact]
    public void A_late_result_and_a_note_are_taken() => Given(Died).When(
        """{"key":"l","kind":"laboratory-value","test":"CgA","value":{"value":80,"unit":"ug/L"},"occurred":"2020-05-09"}""",
        """{"key":"n","kind":"note","text":"Autopsy report.","occurred":"2020-06"}""").ThenAccepted();

    [Fact]
    public void A_death_before_a_visit_is_refused() =>
        Given(Visit("v", "2020-05-02")).When(Died).ThenRefused((Refusal.DeathBeforeEntry, "/0/occurred"));

    [Fact]
    public void A_date_that_carries_others_past_death_is_refused() => Given(
        """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2020-01-01"}""",
        """{"key":"v","kind":"encounter","type":"visit","occurred":{"offset":"P100D","after":"op"}}""", Died)
        .When("""
            {"correction":"redate","key":"c","entry":"op","nature":"transcription","reason":"slip",
             "dates":{"occurred":"2020-03-01"}}
            """).ThenRefused((Refusal.AfterDeath, "/0/dates"));

    [Fact]
    public void Nobody_dies_twice() => Given(Died)
        .When("""{"key":"d-2","kind":"death","occurred":"2020-05-01"}""").ThenRefused((Refusal.AlreadyDead, "/0"));

    [Fact]
    public void The_same_death_from_another_source_is_kept_beside_the_first() => Given(Died)
        .When("""{"key":"d-2","kind":"death","occurred":"2020-05-01","sameAs":"d"}""").ThenAccepted();
}
