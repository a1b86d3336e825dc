using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.UnitTests.Patients;

namespace NetTimeline.UnitTests.Dates;

/// <summary>Entries that say nothing but when they were.</summary>
static class Notes
{
    public static string Note(string key, string occurred) =>
        $$"""{"key":"{{key}}","kind":"note","text":"x","occurred":{{occurred}}}""";

    /// <summary>Of entries as they are posted; nothing is known of birth.</summary>
    public static DateNetwork Network(IEnumerable<string> items, params Assumption[] assumptions) =>
        StatementsOfTime.Network(Entries(items), birthYear: null, assumptions);

    /// <summary>Without asking whether the decider would have them: contradictions too.</summary>
    public static IEnumerable<Entry> Entries(IEnumerable<string> items) => History.Commands([.. items])
        .OfType<PatientCommand.RecordEntry>().Select(command => command.Entry);

    public static DatePoint Start(string key) => DatePoint.StartOf(EntryKey.Parse(key));

    public static Assumption SameDay(string a, string b) =>
        new Assumption.SameTime(EntryKey.Parse(a), EntryKey.Parse(b));
}
