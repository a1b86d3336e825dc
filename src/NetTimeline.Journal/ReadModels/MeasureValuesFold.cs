using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.ReadModels;

/// <summary>What measures say of one patient, as rows.</summary>
sealed class MeasureValuesFold(MeasureCatalogue catalogue, StoredForms forms) : PatientFold(forms)
{
    static readonly object Yes = true;
    static readonly object No = false;
    static readonly string[] Nothing = [];

    /// <summary>Given up between two measures, never within one.</summary>
    protected override IReadOnlyList<ReadRow> Rows(Course course, CancellationToken cancellation)
    {
        var rows = new List<ReadRow>();
        foreach (var measure in catalogue.All)
        {
            cancellation.ThrowIfCancellationRequested();
            var ordinal = 0;
            foreach (var value in measure.Of(course))
            {
                rows.Add(new ReadRow(0, Row(value, ordinal++)));
            }
        }

        return rows;
    }

    static object?[] Row(MeasureValue value, int ordinal) =>
    [
        value.Measure, value.Version, ordinal, Keys(value.Of.Entries), value.Of.Name, Words.Of(value.Status),
        value.Bounds?.Low, Included(value.Bounds?.LowIncluded), value.Bounds?.High,
        Included(value.Bounds?.HighIncluded), value.Point, value.Unit,
        value.Categories.Count == 0 ? null : value.Categories.ToArray(), value.Reason, Evidence(value.Evidence),
    ];

    static object? Included(bool? included) => included is not { } told ? null : told ? Yes : No;

    static string[] Keys(Items<EntryKey> keys)
    {
        if (keys.Count == 0)
        {
            return Nothing;
        }

        var texts = new string[keys.Count];
        for (var at = 0; at < texts.Length; at++)
        {
            texts[at] = keys[at].Value;
        }

        return texts;
    }

    /// <summary>Each entry once, in the order in which the value names them, without those not used.</summary>
    static string[]? Evidence(Items<Evidence> evidence)
    {
        if (evidence.Count == 0)
        {
            return null;
        }

        var keys = new List<string>(evidence.Count);
        foreach (var each in evidence)
        {
            if (each.Role is not EvidenceRole.NotUsed && !keys.Contains(each.Entry.Value))
            {
                keys.Add(each.Entry.Value);
            }
        }

        return keys.Count == 0 ? null : [.. keys];
    }
}
