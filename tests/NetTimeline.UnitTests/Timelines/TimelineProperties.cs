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
    static readonly Gen<(string Item, bool Late)[]> Histories =
        from early in Item(late: false).ArrayOf()
        from late in Item(late: true).ArrayOf()
        select early.Select(item => (item, false)).Concat(late.Select(item => (item, true))).ToArray();

    static Gen<string> Item(bool late) =>
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

    static void Holds(Func<(string Item, bool Late)[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Histories.ToArbitrary(), property));

    [Fact]
    public void A_view_of_the_past_is_unchanged_by_whatever_was_known_later() => Holds(history =>
    {
        Assert.Equal(Written(Accepted(history.Where(each => !each.Late))), Written(Accepted(history)));
        return true;
    });

    [Fact]
    public void What_foci_are_believed_to_be_adds_up_to_those_identified_and_none_is_lost() => Holds(history =>
    {
        var view = View(Accepted(history), AsOf.Now);
        return view.Tallies.All(tally =>
                tally.Shares.Aggregate(Count.Zero, (sum, share) => sum + share.Count) == tally.Identified)
            && (view.Tallies.Count > 0) == (view.Lesions.Count + view.Groups.Count > 0);
    });

    static string Written(IReadOnlyList<Recorded> history) => Encoding.UTF8.GetString(ViewJson.Write(TimelineView.Of(
        View(history, AsOf.Now with { Known = KnownAt.TryParse("2019-06-30") }) with { Version = 0 })).Span);

    static Timeline View(IReadOnlyList<Recorded> history, AsOf asOf) => Timeline.From(history, asOf, DateTimeZone.Utc);

    /// <summary>What the decider takes of it, one after the other.</summary>
    static List<Recorded> Accepted(IEnumerable<(string Item, bool Late)> history)
    {
        var (state, recorded) = (History.Of(), new List<Recorded>());
        foreach (var command in history.SelectMany(each => History.Commands(each.Item)))
        {
            foreach (var happened in Decider.Decide(state, [command]) is Decision.Accepted yes ? yes.Events : [])
            {
                state = PatientState.Evolve(state, happened);
                recorded.Add(new Recorded(recorded.Count + 1, Instant.FromUtc(2026, 1, 1, 0, 0), "x", happened));
            }
        }

        return recorded;
    }
}
