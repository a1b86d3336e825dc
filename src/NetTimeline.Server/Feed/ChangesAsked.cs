using System.Globalization;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Feed;

/// <summary>Which changes somebody wants to hear of.</summary>
/// <param name="After">Those after this position; null for those from now on.</param>
/// <param name="Kinds">Stored names; empty for all.</param>
/// <param name="Patients">Ids; empty for all.</param>
sealed record ChangesAsked(long? After, IReadOnlySet<string> Kinds, IReadOnlySet<Guid> Patients)
{
    const int KindsMax = 64;
    const int PatientsMax = 64;
    public const string LastEventId = "Last-Event-ID";

    public bool Includes(ChangeFrame frame) => !frame.Bytes.IsEmpty
        && (Kinds.Count == 0 || Kinds.Contains(frame.Kind))
        && (Patients.Count == 0 || Patients.Contains(frame.Stream));

    /// <summary>What is wrong is noted in the inquiry.</summary>
    public static async Task<ChangesAsked> ReadAsync(
        HttpContext context, Inquiry inquiry, PatientJournal journal, CancellationToken cancellation)
    {
        var since = inquiry.Number("since", 0, long.MaxValue);
        return new ChangesAsked(
            Resumed(inquiry) ?? since, KindsIn(inquiry),
            await PatientsInAsync(context, inquiry, journal, cancellation));
    }

    /// <summary>Where a client was interrupted it knows better than the address it began with.</summary>
    static long? Resumed(Inquiry inquiry)
    {
        if (inquiry.Header(LastEventId) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return position;
        }

        inquiry.WrongHeader(LastEventId, "The id of an event of this feed is expected: a whole number from 0 on.");
        return null;
    }

    static HashSet<string> KindsIn(Inquiry inquiry)
    {
        var kinds = inquiry.Several("kind", KindsMax).ToHashSet(StringComparer.Ordinal);
        if (!kinds.IsSubsetOf(EventJson.StoredNames))
        {
            inquiry.Wrong("kind", $"One of {string.Join(", ", EventJson.StoredNames)} is expected.");
        }

        return kinds;
    }

    static async Task<HashSet<Guid>> PatientsInAsync(
        HttpContext context, Inquiry inquiry, PatientJournal journal, CancellationToken cancellation)
    {
        var patients = new HashSet<Guid>();
        foreach (var address in inquiry.Several("patient", PatientsMax))
        {
            if (await journal.LookForAsync(context, inquiry, address, cancellation) is { } patient)
            {
                patients.Add(patient);
            }
        }

        return patients;
    }
}
