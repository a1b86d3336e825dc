using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// SEER's survival months: the imputed number as the point, and around it what the dates themselves allow.
/// </summary>
static class SeerSurvivalMeasure
{
    const decimal DaysPerMonth = 365.24m / 12;

    const EntryKinds Contacts = EntryKinds.Encounter | EntryKinds.ImagingStudy | EntryKinds.Biopsy
        | EntryKinds.Procedure | EntryKinds.SystemicTherapy | EntryKinds.Radiotherapy | EntryKinds.LaboratoryValue
        | EntryKinds.Symptom | EntryKinds.Status;

    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "survival-months.seer", 1, "Survival months, imputed as SEER does", MeasureGroup.Survival, Per.Tumour, "mo",
            "Whole months of 365.24 / 12 days from the tumour's date to death or the last dated contact. Unknown days "
            + "and months are filled in halfway between the patient's enclosing dates, as SEER does: the point is that "
            + "imputed number and says so. The bounds are the whole months that the dates as recorded allow. Only "
            + "dates of the calendar are imputed; lengths of time are not. No end of a study cuts it, and nobody is "
            + "presumed alive.",
            [
                new Citation(
                    "SEER survival time calculation, version 2.2, as published with the registry algorithms of IMS",
                    "http://seer.cancer.gov/survivaltime/"),
            ]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition)
    {
        var recorded = course.Timeline.Entries.ToDictionary(each => each.Entry.Key, each => each.Version);
        var tumours = course.Tumours.All.Select(tumour => (
            tumour.Key,
            Seer: new SeerTumour(CalendarOf.Entry(course, tumour.Key), (int)recorded[tumour.Key]))).ToList();
        var contact = LastContact(course);
        var found = SeerSurvivalTime.Of(
            [.. tumours.Select(each => each.Seer)], contact?.Date, birth: null);
        return tumours.Zip(found, (tumour, survival) =>
            Value(course, definition, tumour.Key, tumour.Seer.Diagnosed, contact, survival));
    }

    static MeasureValue Value(
        Course course, MeasureDefinition definition, EntryKey tumour, CalendarDate? diagnosed,
        (EntryKey Entry, CalendarDate Date)? contact, SeerSurvival survival)
    {
        var of = Instance.Of(tumour);
        if (diagnosed is null || contact is not { } last)
        {
            return definition.NotComputable(of, diagnosed is null
                ? "The tumour has no date of the calendar, not even a year."
                : "Neither a death nor a contact has a date of the calendar.", []);
        }

        var start = new Evidence(tumour, EvidenceRole.Start, $"dated {diagnosed}");
        var end = new Evidence(last.Entry, EvidenceRole.End, $"dated {last.Date}");
        if (survival.Months is not { } months)
        {
            return definition.NotComputable(
                of, "As imputed, the last contact is before the tumour (SEER's 9999, flag 9).", [start, end]);
        }

        var allowed = Months(course.Between(tumour, last.Entry).InDays);
        return definition.Number(
            of, allowed.Contains(months) ? allowed : allowed.Or(Bounds.Exactly(months)), months, [start, end],
            [.. Remarks(course, diagnosed, survival)]);
    }

    /// <summary>Whole months; days of the calendar are whole.</summary>
    static Bounds Months(Bounds days) => new(
        days.Low is { } low ? Math.Max(0, Whole(low)) : 0, true,
        days.High is { } high ? Whole(days.HighIncluded ? high : high - 1) : null, days.High is not null);

    static decimal Whole(decimal days) => Math.Floor(days / DaysPerMonth);

    static IEnumerable<string> Remarks(Course course, CalendarDate diagnosed, SeerSurvival survival)
    {
        var imputed = survival.Flag is SeerFlag.MissingMayBeNone or SeerFlag.MissingSome;
        var dates = FormattableString.Invariant(
            $"{survival.Diagnosed:uuuu-MM-dd} to {survival.LastContact:uuuu-MM-dd}, {survival.Days} days");
        yield return $"{(imputed ? "Imputed: " : "")}{dates}; SEER flag {survival.Flag:D} ({InWords(survival.Flag)}).";
        if (diagnosed.Month is null && course.Patient?.BirthYear == diagnosed.Year)
        {
            yield return "Only the year of birth is recorded, so that the birthday does not narrow the diagnosis.";
        }
    }

    static string InWords(SeerFlag flag) => flag switch
    {
        SeerFlag.CompleteNone => "complete dates, no days of survival",
        SeerFlag.CompleteSome => "complete dates, some survival",
        SeerFlag.MissingMayBeNone => "incomplete dates, survival may be none",
        _ => "incomplete dates, survival is not none",
    };

    /// <summary>
    /// The death, else the contact with the latest date; of equal ones that which is certain to the day.
    /// </summary>
    static (EntryKey Entry, CalendarDate Date)? LastContact(Course course)
    {
        var dated = course.Entries.Where(IsContact)
            .Select(entry => (Entry: entry, Date: CalendarOf.Entry(course, entry.Key)))
            .Where(each => each.Date is not null).ToList();
        return dated.Count == 0 ? null : dated
            .OrderByDescending(each => each.Entry.Content is Death)
            .ThenByDescending(each => each.Date!.Last).ThenByDescending(each => each.Date!.First)
            .Select(each => (each.Entry.Key, each.Date!)).First();
    }

    static bool IsContact(Entry entry) => entry.Content is Death
        || ((entry.Kind & Contacts) != 0 && entry.Content is not (
            Procedure { Standing: not ProcedureStanding.Performed }
            or SystemicTherapy { Standing: not ProcedureStanding.Performed }
            or Radiotherapy { Standing: not ProcedureStanding.Performed }));
}
