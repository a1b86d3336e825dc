using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Courses;
using NetTimeline.UnitTests.Patients;
using NodaTime;

namespace NetTimeline.UnitTests.Measures;

/// <summary>Courses from entries as callers write them.</summary>
static class Courses
{
    /// <summary>Of a man born in 1950; everything that was recorded, as known now.</summary>
    public static Course Of(params string[] entries) => OfPatient(Sex.Male, 1950, entries);

    /// <summary>Of somebody enrolled with this sex and birth year, or without.</summary>
    public static Course OfPatient(Sex? sex, int? birthYear, params string[] entries)
    {
        var history = History.Recorded(entries).ToList();
        var enrolled = (PatientEvent.PatientEnrolled)history[0].Event;
        history[0] = history[0] with { Event = enrolled with { Sex = sex, BirthYear = birthYear } };
        return new Course(Timeline.From(history, AsOf.Now, DateTimeZone.Utc), []);
    }

    /// <summary>What was known at a moment, as asked of the server: <c>day:2019-05-20</c>.</summary>
    public static Course KnownAt(string known, params string[] entries) => new(Timeline.From(
        History.Recorded(entries), AsOf.Now with { Known = Domain.Timelines.KnownAt.TryParse(known) },
        DateTimeZone.Utc), []);
}
