using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Courses;
using NodaTime;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>
/// A published case, folded in memory from the same file that the importer sends, and in the same portions: each run
/// of lines of one sort is one decision.
/// </summary>
sealed class CaseReport
{
    /// <summary>
    /// One instant for everything: neither course has a calendar date, so the day of recording makes nothing known
    /// earlier.
    /// </summary>
    static readonly Instant RecordedAt = Instant.FromUtc(2026, 1, 1, 12, 0);

    readonly List<Recorded> history = [];

    CaseReport() { }

    public static CaseReport Omori { get; } = Read("omori-2020");

    public static CaseReport Calcitonin { get; } = Read("calcitonin-pannen");

    public static CaseReport Named(string name) => name == "omori-2020" ? Omori : Calcitonin;

    public IReadOnlyList<Recorded> History => history;

    /// <param name="known">As asked of the server, such as <c>entry:stage-1~P18D</c>; null for everything.</param>
    public Timeline Timeline(string? known = null) => Domain.Timelines.Timeline.From(
        history, AsOf.Now with { Known = known is null ? null : KnownAt.TryParse(known) }, DateTimeZone.Utc);

    /// <summary>What measures are computed from.</summary>
    /// <param name="known">As above.</param>
    /// <param name="assumptions">As asked of the server: <c>same:ct-1,lar</c>.</param>
    public Course Course(string? known = null, params string[] assumptions) => new(
        Timeline(known),
        [.. assumptions.Select(
            text => Assumption.TryParse(text, out var made) ? made! : throw new FormatException(text))]);

    static CaseReport Read(string name)
    {
        var report = new CaseReport();
        var portion = new List<JsonElement>();
        string? sort = null;
        foreach (var line in File.ReadLines(Path.Combine(CaseReportFiles.Folder(name), "input.ndjson")))
        {
            var said = JsonDocument.Parse(line).RootElement.EnumerateObject().Single(each => each.Name != "patient");
            if (sort is not null && sort != said.Name)
            {
                report.Decide(sort, portion);
                portion.Clear();
            }

            sort = said.Name;
            portion.Add(said.Value);
        }

        report.Decide(sort!, portion);
        return report;
    }

    void Decide(string sort, List<JsonElement> portion)
    {
        var json = JsonSerializer.SerializeToElement(portion);
        IReadOnlyList<PatientCommand> commands = sort switch
        {
            "enrol" => [Understood(CommandJson.ReadEnrolment(portion.Single()))],
            "entry" => Understood(CommandJson.ReadEntries(json)),
            "correction" => Understood(CommandJson.ReadCorrections(json)),
            _ => throw new InvalidDataException($"A line holds {sort}."),
        };
        var decision = Decider.Decide(PatientState.From(history.Select(each => each.Event)), commands);
        foreach (var happened in Events(decision))
        {
            history.Add(new Recorded(history.Count + 1, RecordedAt, "test", happened));
        }
    }

    static T Understood<T>(Parsed<T> parsed) => parsed switch
    {
        Parsed<T>.Understood understood => understood.Value,
        Parsed<T>.Faulty faulty => throw new InvalidDataException(Sentences(faulty.Faults)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static List<PatientEvent> Events(Decision decision) => decision switch
    {
        Decision.Accepted accepted => [.. accepted.Events],
        Decision.Refused refused => throw new InvalidDataException(Sentences(refused.Faults)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string Sentences(Items<Fault> faults) =>
        string.Join('\n', faults.Select(fault => $"{fault.Pointer}: {fault.Sentence}"));
}
