using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Json;

/// <summary>
/// tests/stored-events holds one sample of every event ever written, by stored name and version. They are read for ever
/// and never changed; a new kind or version needs a new sample.
/// </summary>
public sealed class StoredEventTests
{
    /// <summary>Those of erasures lie apart: replayed with the others they would leave nothing of them.</summary>
    public static TheoryData<string> Samples =>
        [.. FilesIn(Folder), .. FilesIn(Path.Combine(Folder, Erasures)).Select(file => Path.Combine(Erasures, file))];

    const string Erasures = "erasures";

    static string Folder => Path.Combine(Repository.Root, "tests", "stored-events");

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_stored_event_is_read_folded_and_written_back_to_the_same_bytes(string file)
    {
        var (name, schema) = NameOf(file);
        var stored = Sample(file);
        var happened = EventJson.Decode(name, schema, Encoding.UTF8.GetBytes(stored));
        PatientState.Evolve(PatientState.Initial, happened);
        var written = EventJson.Encode(happened);
        Assert.Equal((name, schema, stored), (written.Type, written.Schema, Encoding.UTF8.GetString(written.Payload)));
    }

    [Fact]
    public void There_is_a_sample_of_every_name_and_version_that_was_ever_written() => Assert.Equal(
        StoredForms.OfThisProgram.Readable,
        new[] { "", "measures", Erasures }.SelectMany(each => FilesIn(Path.Combine(Folder, each)))
            .Select(NameOf).Distinct()
            .OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.Schema));

    [Fact]
    public void All_samples_one_after_the_other_come_to_the_state_they_always_came_to() =>
        Golden.Match(Drawn(Replayed(InOrder())), Path.Combine(Folder, "replayed.golden.txt"));

    [Fact]
    public void Reading_leaves_what_is_stored_as_it_is()
    {
        var stored = Stored(InOrder()).ToList();
        var before = stored.Select(each => Convert.ToHexString(SHA256.HashData(each.Payload.Span))).ToList();
        PatientHistory.From(Guid.Empty, Key, stored);
        Assert.Equal(before, stored.Select(each => Convert.ToHexString(SHA256.HashData(each.Payload.Span))));
    }

    [Fact]
    public void An_unknown_name_is_not_read() => Assert.True(Assert.Throws<UnreadableEventException>(
        () => EventJson.Decode("moon_observed", 1, "{}"u8.ToArray())).IsNewer);

    [Fact]
    public void An_unknown_version_is_not_read() => Assert.True(Assert.Throws<UnreadableEventException>(
        () => EventJson.Decode("note_recorded", 2, """{"key":"n","kind":"note","text":"x"}"""u8.ToArray())).IsNewer);

    [Fact]
    public void A_payload_that_does_not_fit_is_not_read_and_not_repeated()
    {
        var unreadable = Assert.Throws<UnreadableEventException>(
            () => EventJson.Decode("note_recorded", 1, """{"key":"n","kind":"note","canary":"x"}"""u8.ToArray()));
        Assert.False(unreadable.IsNewer);
        Assert.DoesNotContain("\"x\"", unreadable.Message, StringComparison.Ordinal);
    }

    internal static string Sample(string file) => File.ReadAllText(Path.Combine(Folder, file)).TrimEnd();

    /// <summary>"status_recorded.v1.one-of.json": the name, the version, and what the sample is of where one is not
    /// enough.</summary>
    internal static (string Name, int Schema) NameOf(string file)
    {
        var parts = Path.GetFileName(file).Split('.');
        return (parts[0], int.Parse(parts[1].AsSpan(1), CultureInfo.InvariantCulture));
    }

    static RegistryKey Key => History.Key("p-1");

    static IEnumerable<string> FilesIn(string folder) =>
        Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>The enrolment, then what was recorded, then what was done to it.</summary>
    static IEnumerable<string> InOrder() => FilesIn(Folder).OrderBy(file => NameOf(file).Name switch
    {
        "patient_enrolled" => 0,
        var name when name.EndsWith("_recorded", StringComparison.Ordinal) => 1,
        _ => 2,
    });

    static IEnumerable<StoredEvent> Stored(IEnumerable<string> files) => files.Select((file, at) => new StoredEvent(
        at + 1, Guid.Empty, at + 1, Guid.Empty, NameOf(file).Name, NameOf(file).Schema,
        Instant.FromUtc(2026, 1, 31, 12, 0) + Duration.FromMinutes(at), Encoding.UTF8.GetBytes(Sample(file)),
        new Act("dr.tanaka", null, "creation", null, null, null, null)));

    static PatientHistory Replayed(IEnumerable<string> files) => PatientHistory.From(Guid.Empty, Key, Stored(files));

    /// <summary>The log as people see it, and under it all that is decided by.</summary>
    static string Drawn(PatientHistory history)
    {
        var page = new ViewJson.LogPage(history.RegistryKey, history.Version, [.. history.Log.Select(LogLineView.Of)]);
        var text = new StringBuilder(LogText.Draw(page));
        text.Append(CultureInfo.InvariantCulture, $"\nenrolled {Json(history.State.Enrolment!)}\n");
        foreach (var (key, entry) in history.State.Entries.OrderBy(each => each.Key.Value, StringComparer.Ordinal))
        {
            var now = new PatientEvent.EntryRecorded(entry.Current);
            text.Append(CultureInfo.InvariantCulture, $"\n{key}{(entry.Retracted ? ", retracted" : "")}\n")
                .Append(CultureInfo.InvariantCulture, $"  first {Json(entry.Recorded)}\n")
                .Append(CultureInfo.InvariantCulture, $"  now   {Json(now)}\n");
        }

        foreach (var (key, correction) in history.State.Corrections
            .OrderBy(each => each.Key.Value, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n{key}{(history.State.Withdrawn.Contains(key) ? ", withdrawn" : "")}\n  {Json(correction)}\n");
        }

        return text.ToString();
    }

    static string Json(PatientEvent happened) => Encoding.UTF8.GetString(EventJson.Encode(happened).Payload);
}
