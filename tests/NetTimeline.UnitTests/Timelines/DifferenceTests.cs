using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

public sealed class DifferenceTests
{
    const string Lesion = """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""";
    const string Operation = """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-06-01"}""";

    static TimelineDifference Between(string? from, string? to, params string[] items) =>
        Between(AsOf.Now with { Known = Moment(from) }, AsOf.Now with { Known = Moment(to) }, History.Recorded(items));

    static TimelineDifference Between(AsOf from, AsOf to, IReadOnlyList<Recorded> history) =>
        TimelineDifference.Between(
            Timeline.From(history, from, DateTimeZone.Utc), Timeline.From(history, to, DateTimeZone.Utc), history);

    static KnownAt? Moment(string? known) => known is null ? null : KnownAt.TryParse(known);

    static string[] Names(Items<EntryKey> keys) => [.. keys.Select(key => key.Value)];

    static string Diagnosis(string key, string belief, string day) =>
        $$"""{"key":"{{key}}","kind":"diagnosis","subject":["l"],"belief":"{{belief}}","axis":"clinical","occurred":"{{day}}"}""";

    [Fact]
    public void Nothing_differs_from_itself() => Assert.True(Between(null, null, Lesion, Operation).IsEmpty);

    [Fact]
    public void What_was_learned_appears_and_backwards_it_disappears()
    {
        var forth = Assert.Single(Between("2019-05-01", null, Lesion, Operation).Entries);
        Assert.Equal((EntryChange.Appeared, "op"), (forth.Change, forth.Key.Value));
        Assert.Equal(["op"], Names(forth.By));
        var back = Assert.Single(Between(null, "2019-05-01", Lesion, Operation).Entries);
        Assert.Equal(EntryChange.Disappeared, back.Change);
    }

    [Fact]
    public void An_amendment_is_named_with_the_members_it_changed()
    {
        var difference = Assert.Single(Between("2019-06-30", "2019-12-31",
            """{"key":"n","kind":"note","text":"left","by":"a","occurred":"2019-05-20"}""",
            """
            {"correction":"amend","key":"c","nature":"reinterpretation","reason":"review","known":"2019-09-01",
             "replacement":{"key":"n","kind":"note","text":"right","by":"a","occurred":"2019-05-20"}}
            """).Entries);
        Assert.Equal(EntryChange.SaidOtherwise, difference.Change);
        Assert.Equal([new MemberDifference("Text", "left", "right")], difference.Said);
        Assert.Equal(["c"], Names(difference.By));
    }

    [Theory]
    [InlineData("2019-05-01", "entry:op", EntryChange.PossiblyAppeared)]
    [InlineData("entry:op", "2026-02-01", EntryChange.BecameCertain)]
    [InlineData("2026-02-01", "entry:op", EntryChange.BecamePossible)]
    public void What_is_possibly_known_is_kept_apart(string from, string to, EntryChange change) => Assert.Equal(
        change, Between(from, to, Operation,
            """{"key":"r","kind":"laboratory-value","test":"x","value":{"word":"high"},"occurred":"2019-06-01"}""")
            .Entries.Single(each => each.Key.Value == "r").Change);

    [Fact]
    public void A_retraction_is_named_by_its_own_key()
    {
        var history = History.Recorded(Lesion, """{"correction":"retract","key":"c","entry":"l","reason":"twice"}""");
        var difference = Assert.Single(
            Between(AsOf.Now with { Recorded = history[1].At }, AsOf.Now, history).Entries);
        Assert.Equal(EntryChange.Disappeared, difference.Change);
        Assert.Equal(["c"], Names(difference.By));
    }

    [Fact]
    public void An_end_that_came_is_said_by_the_entry_itself()
    {
        var difference = Assert.Single(Between("2019-03-01", "2019-06-01",
            """{"key":"t","kind":"systemic-therapy","regimen":"x","standing":"performed","cycles":4,"occurred":"2019-02-01","ended":"2019-05-01"}""")
            .Entries);
        Assert.Equal(["Ended", "Cycles"], difference.Said.Select(each => each.Member));
        Assert.Equal(["t"], Names(difference.By));
    }

    [Fact]
    public void A_date_moves_by_what_others_say_of_it_and_they_are_named()
    {
        var difference = Between("2019-12-01", null,
            """{"key":"n","kind":"note","text":"x","occurred":"2019","known":"2019-12-01"}""",
            """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":{"date":"2019-07-15","notBefore":["n"]},"known":"2020-01-01"}""");
        var moved = Assert.Single(Assert.Single(difference.Entries, each => each.Change is EntryChange.Moved).Moved);
        Assert.Equal((DatePoint.StartOf(EntryKey.Parse("n")), DatePoint.Origin), (moved.Point, moved.From));
        Assert.Equal(
            (DateNetwork.Number(new LocalDate(2019, 12, 1)), DateNetwork.Number(new LocalDate(2019, 7, 15))),
            (moved.Before.High, moved.After.High));
        Assert.Equal(["ct"], Names(moved.By));
    }

    [Fact]
    public void A_belief_that_was_given_up_names_what_it_was_given_up_for()
    {
        var beliefs = Between("2019-05-01", null, Lesion,
            Diagnosis("d-1", "cholangiocarcinoma", "2019-04-01"), Diagnosis("d-2", "NET", "2019-08-01")).Beliefs;
        Assert.Equal(
            [("d-2", false, true), ("d-1", true, false)],
            beliefs.OrderByDescending(each => each.Diagnosis.Value, StringComparer.Ordinal)
                .Select(each => (each.Diagnosis.Value, each.Before?.Stands ?? false, each.After?.Stands ?? false)));
        Assert.All(beliefs, each => Assert.Equal(["d-2"], Names(each.By)));
    }

    [Fact]
    public void Attributions_and_counts_name_what_changed_them()
    {
        var difference = Between("2019-05-01", null, Lesion,
            """{"key":"net","kind":"tumour","name":"NET","standing":"established","occurred":"2019-02-01"}""",
            """{"key":"at","kind":"attribution","lesions":["l"],"tumour":"net","basis":["histology"],"occurred":"2019-07-01"}""",
            """{"key":"m","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-08-01"}""");
        var attribution = Assert.Single(difference.Attributions);
        Assert.Equal("l", attribution.Of.Value);
        Assert.Equal(["at"], Names(attribution.By));
        var tally = Assert.Single(difference.Tallies);
        Assert.Equal((Count.Exactly(1), Count.Exactly(2)), (tally.Before!.Identified, tally.After!.Identified));
        Assert.Equal(["m", "at"], Names(tally.By));
    }

    [Fact]
    public void A_merge_is_named_where_it_changed_a_count()
    {
        var tally = Assert.Single(Between("2019-12-31", null, Lesion,
            """{"key":"m","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            """{"correction":"merge","key":"one","kept":"l","merged":["m"],"known":"2020-01-01","reason":"review"}""").Tallies);
        Assert.Equal((Count.Exactly(2), Count.One), (tally.Before!.Identified, tally.After!.Identified));
        Assert.Equal(["one"], Names(tally.By));
    }
}
