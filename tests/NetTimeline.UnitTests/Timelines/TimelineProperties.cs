using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

/// <summary>
/// What holds for any history of lesions, groups, attributions and corrections: here the first half of a year, and
/// then a second half that refers to it at random.
/// </summary>
public sealed class TimelineProperties
{
    static readonly Gen<Item[]> Histories =
        from early in Early.ArrayOf()
        from late in Plain(late: true).ArrayOf()
        from afterwards in WrittenAfterwards.ArrayOf()
        select (Item[])[.. early, .. late, .. afterwards];

    /// <summary>
    /// What is posted, and what of it was known by the end of June: the same, less, or nothing at all.
    /// </summary>
    sealed record Item(string Posted, string? KnownThen);

    static Gen<Item> Early => Gen.Frequency((4, Plain(late: false)), (1, Lasting));

    static Gen<Item> Plain(bool late) => Text(late).Select(text => new Item(text, late ? null : text));

    /// <summary>What lasted, told with its end and with what its end tells, or as it was told in June.</summary>
    static Gen<Item> Lasting =>
        from own in Gen.Choose(1, 4).Select(n => $"t{n}")
        from began in Gen.Choose(1, 6)
        from days in Gen.Choose(0, 300)
        from isLong in Gen.Elements(true, false)
        let first = new LocalDate(2019, began, 15)
        let ended = first.PlusDays(days)
        let start = $$"""{"key":"{{own}}","kind":"systemic-therapy","regimen":"x","standing":"performed","occurred":"{{Iso(first)}}" """
        let end = isLong ? $"\"duration\":\"P{days}D\"" : $"\"ended\":\"{Iso(ended)}\""
        let whole = $$"""{{start}},{{end}},"cycles":4,"text":"in all"}"""
        select new Item(whole, ended <= new LocalDate(2019, 6, 30) ? whole : start + "}");

    /// <summary>Statements of what was early and known then that speak of what came later.</summary>
    static Gen<Item> WrittenAfterwards =>
        from own in Gen.Choose(1, 4).Select(n => $"w{n}")
        from later in Gen.Choose(1, 8).Select(n => $"x{n}")
        from month in Gen.Choose(1, 6)
        let day = $"2019-{month:00}-15"
        from item in Gen.Elements(
            new Item(
                $$"""{"key":"{{own}}","kind":"note","text":"x","occurred":{"date":"{{day}}","notAfter":["{{later}}"],"judgement":"x"} }""",
                $$"""{"key":"{{own}}","kind":"note","text":"x","occurred":"{{day}}"}"""),
            new Item(
                $$"""{"key":"{{own}}","kind":"note","text":"x","occurred":{"atLeast":"P1M","before":"{{later}}"},"known":"{{day}}"}""",
                $$"""{"key":"{{own}}","kind":"note","text":"x","occurred":{},"known":"{{day}}"}"""),
            new Item(
                $$"""{"key":"{{own}}","kind":"diagnosis","subject":["b1"],"belief":"z","axis":"clinical","occurred":"{{day}}","alsoStated":[{"atLeast":"P1D","before":"{{later}}"}]}""",
                $$"""{"key":"{{own}}","kind":"diagnosis","subject":["b1"],"belief":"z","axis":"clinical","occurred":"{{day}}"}"""),
            new Item(
                $$"""{"correction":"redate","key":"r-{{own}}","entry":"t{{month}}","nature":"reinterpretation","known":"2019-12-20","reason":"x","dates":{"occurred":"{{day}}","ended":"2019-11-15"} }""",
                null))
        select item;

    static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    static Gen<string> Text(bool late) =>
        from own in Gen.Choose(1, 8).Select(n => $"{(late ? "x" : "b")}{n}")
        from other in Gen.Choose(1, 8).Select(n => $"b{n}")
        from third in Gen.Choose(1, 8).Select(n => $"{(late ? "x" : "b")}{n}")
        from month in Gen.Choose(late ? 7 : 1, late ? 12 : 6)
        from count in Gen.Choose(1, 4)
        let day = $"\"2019-{month:00}-15\""
        from item in Gen.Elements(
            $$"""{"key":"{{own}}","kind":"lesion","site":{"organ":"liver"},"occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"lesion","site":{"organ":"liver"},"memberOf":["{{other}}"],"occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"lesion","site":{"organ":"liver"},"sameAs":"{{other}}","occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"lesion-group","count":{{count}},"sites":[{"organ":"liver"}],"occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"lesion-group","count":{"atLeast":2},"sites":[{"organ":"liver"}],"includes":["{{other}}"],"memberOf":["{{third}}"],"occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"tumour","name":"t","standing":"established","occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"attribution","lesions":["{{other}}"],"tumour":"{{third}}","basis":["histology"],"occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"diagnosis","subject":["{{other}}"],"belief":"x","axis":"clinical","occurred":{{day}}}""",
            $$"""{"key":"{{own}}","kind":"diagnosis","subject":["{{other}}"],"belief":"y","axis":"clinical","occurred":{"notBefore":["{{third}}"]},"known":{{day}}}""",
            $$"""{"correction":"merge","key":"m-{{own}}","kept":"{{other}}","merged":["{{third}}"],"known":{{day}},"reason":"x"}""",
            $$"""{"correction":"split","key":"s-{{own}}","group":"{{other}}","into":["{{third}}"],"known":{{day}},"reason":"x"}""",
            $$"""{"correction":"redate","key":"r-{{own}}","entry":"{{other}}","nature":"reinterpretation","known":{{day}},"reason":"x","dates":{"occurred":{{day}} } }""")
        select item;

    static void Holds(Func<Item[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Histories.ToArbitrary(), property));

    [Fact]
    public void A_view_of_the_past_is_unchanged_by_whatever_was_known_later() => Holds(history =>
    {
        var record = new Record();
        var then = Accepted(
            history.Where(item => record.Takes(item.Posted)).Select(item => item.KnownThen).OfType<string>());
        Assert.Equal(Written(then), Written(record.Events));
        return true;
    });

    [Fact]
    public void What_foci_are_believed_to_be_adds_up_to_those_identified_and_none_is_lost() => Holds(history =>
    {
        var view = View(Accepted(history.Select(item => item.Posted)), AsOf.Now);
        return view.Tallies.All(tally =>
                tally.Shares.Aggregate(Count.Zero, (sum, share) => sum + share.Count) == tally.Identified)
            && (view.Tallies.Count > 0) == (view.Lesions.Count + view.Groups.Count > 0);
    });

    /// <summary>What a reader sees, apart from where in the log it stands.</summary>
    static string Written(IReadOnlyList<Recorded> history)
    {
        var view = TimelineView.Of(View(history, AsOf.Now with { Known = KnownAt.TryParse("2019-06-30") }));
        return Encoding.UTF8.GetString(ViewJson.Write(view with
        {
            Version = 0,
            Entries = [.. view.Entries.Select(entry => entry with { Version = 0 })],
            PossiblyKnown = [.. view.PossiblyKnown.Select(entry => entry with { Version = 0 })],
        }).Span);
    }

    static Timeline View(IReadOnlyList<Recorded> history, AsOf asOf) => Timeline.From(history, asOf, DateTimeZone.Utc);

    static List<Recorded> Accepted(IEnumerable<string> history)
    {
        var record = new Record();
        foreach (var item in history)
        {
            record.Takes(item);
        }

        return record.Events;
    }

    /// <summary>What the decider takes of items, one after the other.</summary>
    sealed class Record
    {
        PatientState state = History.Of();

        public List<Recorded> Events { get; } = [];

        public bool Takes(string item)
        {
            var events = Decider.Decide(state, History.Commands(item)) is Decision.Accepted yes ? yes.Events : [];
            foreach (var happened in events)
            {
                state = PatientState.Evolve(state, happened);
                Events.Add(new Recorded(Events.Count + 1, Instant.FromUtc(2026, 1, 1, 0, 0), "x", happened));
            }

            return events.Count > 0;
        }
    }
}
