using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Patients;

/// <summary>
/// What holds for any history: here of notes and corrections that refer to each other at random, accepted or not.
/// </summary>
public sealed class PatientProperties
{
    static readonly Gen<string> Keys = Gen.Choose(1, 6)
        .Select(n => string.Create(CultureInfo.InvariantCulture, $"e{n}"));

    static readonly Gen<string> Dates = Gen.OneOf(
        Gen.Choose(1, 28).Select(day => string.Create(CultureInfo.InvariantCulture, $"\"2019-05-{day:00}\"")),
        Gen.Constant("\"2019-05\""),
        Gen.Elements("\"1949-12-31\"", "\"1950-12-31\"", "\"1951-01-01\"", """{"age":69}"""),
        Keys.Select(key => $$"""{"offset":"P3Y","after":"{{key}}"}"""),
        Keys.Select(key => $$"""{"notBefore":["{{key}}"]}"""),
        Keys.Select(key => $$"""{"sameTimeAs":"{{key}}"}"""));

    static readonly Gen<string> Notes =
        from key in Keys
        from date in Dates
        from text in Gen.Elements("a", "b")
        from more in Gen.OneOf(
            Gen.Constant(""), Dates.Select(known => $""","known":{known}"""),
            Dates.Select(ended => $""","ended":{ended}"""))
        select $$"""{"key":"{{key}}","kind":"note","text":"{{text}}","occurred":{{date}}{{more}}}""";

    static readonly Gen<string> Corrections =
        from key in Gen.Choose(1, 9)
        from entry in Keys
        from item in Gen.Elements(
            $$"""{"correction":"retract","key":"c{{key}}","entry":"{{entry}}","reason":"x"}""",
            $$"""{"correction":"amend","key":"c{{key}}","nature":"transcription","reason":"x","replacement":{"key":"{{entry}}","kind":"note","text":"c"} }""",
            $$"""{"correction":"redate","key":"c{{key}}","entry":"{{entry}}","nature":"reinterpretation","known":"2020","reason":"x","dates":{"occurred":"2018"} }""",
            $$"""{"correction":"split","key":"c{{key}}","group":"{{entry}}","into":["e1"],"reason":"x"}""")
        select item;

    static readonly Arbitrary<PatientCommand[]> Commands = Gen.OneOf(Notes, Notes, Corrections)
        .Select(item => History.Commands(item)[0]).ArrayOf().ToArbitrary();

    static void Holds(Func<PatientCommand[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Commands, property));

    [Fact]
    public void What_was_accepted_once_is_nothing_new_twice() => Holds(commands =>
    {
        var (state, accepted, _) = Post(commands);
        return accepted.All(command => Decider.Decide(state, [command]) is Decision.Accepted { Events.Count: 0 });
    });

    [Fact]
    public void Nothing_is_accepted_that_contradicts_the_dates_of_what_is_recorded() => Holds(commands =>
    {
        var state = History.Of();
        foreach (var command in commands)
        {
            if (Decider.Decide(state, [command]) is Decision.Accepted { Events: { Count: > 0 } events })
            {
                state = events.Aggregate(state, PatientState.Evolve);
                if (state.Dates().IsContradictory)
                {
                    return false;
                }
            }
        }

        return true;
    });

    [Fact]
    public void Evolve_meets_any_events_in_any_order() => Holds(commands =>
    {
        var events = Events(commands).Reverse();
        return PatientState.From(events) is not null;
    });

    [Fact]
    public void The_fold_of_a_beginning_and_the_rest_is_the_fold_of_all() => Holds(commands =>
    {
        var events = Events(commands).ToList();
        var half = events.Count / 2;
        var whole = PatientState.From(events);
        var inTwo = events.Skip(half).Aggregate(PatientState.From(events.Take(half)), PatientState.Evolve);
        return whole.Entries.OrderBy(entry => entry.Key.Value)
            .SequenceEqual(inTwo.Entries.OrderBy(entry => entry.Key.Value));
    });

    [Fact]
    public void Any_history_has_a_timeline_and_nothing_is_both_known_and_possibly_known() => Holds(commands =>
    {
        var recorded = Events(commands)
            .Select((happened, at) => new Recorded(at + 1, Instant.FromUtc(2026, 1, 1, 0, 0), "x", happened)).ToList();
        var view = Timeline.From(
            recorded, AsOf.Now with { Known = KnownAt.TryParse("day:2019-05-14"), Retracted = true }, DateTimeZone.Utc);
        return !view.Entries.Select(entry => entry.Entry.Key)
            .Intersect(view.PossiblyKnown.Select(entry => entry.Entry.Key)).Any();
    });

    [Fact]
    public void Moving_every_exact_day_by_the_same_number_changes_no_distance() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Choose(-5000, 5000).ToArbitrary(), moved =>
        {
            LocalDate[] days = [new(2019, 5, 20), new(2020, 2, 29), new(2024, 12, 31)];
            return Distances(days).SequenceEqual(Distances([.. days.Select(day => day.PlusDays(moved))]));
        }));

    static IEnumerable<DayBounds> Distances(LocalDate[] days)
    {
        var network = new DateNetwork();
        var points = days.Select((day, at) =>
        {
            var point = DatePoint.StartOf(EntryKey.Parse($"e{at}"));
            var number = DateNetwork.Number(day);
            network.Constrain(DatePoint.Origin, point, number, number, EntryKey.Parse($"e{at}"));
            return point;
        }).ToList();
        return [.. points.SelectMany(_ => points, (a, b) => network.Difference(a, b))];
    }

    static IEnumerable<PatientEvent> Events(PatientCommand[] commands) => Post(commands).Events;

    static (PatientState State, List<PatientCommand> Accepted, List<PatientEvent> Events) Post(
        PatientCommand[] commands)
    {
        var (state, accepted, events) = (History.Of(), new List<PatientCommand>(), new List<PatientEvent>());
        foreach (var command in commands)
        {
            if (Decider.Decide(state, [command]) is Decision.Accepted decided)
            {
                state = decided.Events.Aggregate(state, PatientState.Evolve);
                accepted.Add(command);
                events.AddRange(decided.Events);
            }
        }

        return (state, accepted, events);
    }
}
