using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using static NetTimeline.Domain.Patients.PatientCommand;

namespace NetTimeline.Domain.Patients;

/// <summary>What is wrong with a command by itself, whatever is recorded.</summary>
public static class CommandFaults
{
    /// <summary>Pointers are relative to the command as it is posted.</summary>
    public static IEnumerable<Fault> Of(PatientCommand command) => command switch
    {
        EnrolPatient enrol => Enrolment(enrol),
        RecordEntry record => record.Entry.Faults(),
        ReattributeLesion anew => Reason(anew.Reason)
            .Concat(Reattribution(anew.Attribution).Concat(anew.Attribution.Faults())
                .Select(fault => fault.Below("/attribution"))),
        AmendEntry amend => Reason(amend.Reason)
            .Concat(Understanding(amend.Nature, amend.Known)).Concat(Known(amend.Known))
            .Concat(amend.Replacement.Faults().Select(fault => fault.Below("/replacement"))),
        RedateEntry redate => Reason(redate.Reason)
            .Concat(Understanding(redate.Nature, redate.Known)).Concat(Known(redate.Known))
            .Concat(DateFaults.Of(redate.Dates).Concat(Entry.ToItself(redate.Dates.References(), redate.Entry))
                .Select(fault => fault.Below("/dates"))),
        RetractEntry retract => Reason(retract.Reason),
        SplitGroup split => Reason(split.Reason).Concat(Splitting(split)).Concat(Known(split.Known)),
        MergeLesions merge => Reason(merge.Reason).Concat(Merging(merge)).Concat(Known(merge.Known)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static IEnumerable<Fault> Enrolment(EnrolPatient enrol)
    {
        if (enrol.BirthYear is < 1800 or > 2199)
        {
            yield return Wrong("/birthYear", "A birth year lies between 1800 and 2199.");
        }

        if (enrol.StatedAge is < 0 or > 130)
        {
            yield return Wrong("/statedAge", "An age is a number of years from 0 to 130.");
        }
    }

    static IEnumerable<Fault> Reason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            yield return new Fault(Refusal.ReasonMissing, "/reason", "A correction says why.");
        }
    }

    static IEnumerable<Fault> Understanding(AmendmentNature nature, StatedDate? known)
    {
        if (nature is AmendmentNature.Reinterpretation && known is null)
        {
            yield return new Fault(Refusal.KnownMissing, "/known", "A reinterpretation says when it was known.");
        }

        if (nature is AmendmentNature.Transcription && known is not null)
        {
            yield return Wrong("/known", "A slip put right is known as the entry was; it has no date of its own.");
        }
    }

    static IEnumerable<Fault> Known(StatedDate? known) => DateFaults.Of("/known", known);

    static IEnumerable<Fault> Reattribution(Entry attribution)
    {
        if (attribution.Content is not Attribution)
        {
            yield return Wrong("/kind", "Lesions are attributed anew by an attribution.");
        }

        if (attribution.Supersedes.Count == 0)
        {
            yield return Wrong("/supersedes", "A new attribution names the attributions that it supersedes.");
        }
    }

    static IEnumerable<Fault> Splitting(SplitGroup split)
    {
        if (split.Into.Count == 0)
        {
            yield return Wrong("/into", "A split names the members that are told apart.");
        }

        if (split.Into.Distinct().Count() < split.Into.Count)
        {
            yield return Wrong("/into", "A member is named twice.");
        }
    }

    static IEnumerable<Fault> Merging(MergeLesions merge)
    {
        if (merge.Merged.Count == 0 || merge.Merged.Contains(merge.Kept))
        {
            yield return Wrong("/merged", "A merge names the other lesions that turned out to be the kept one.");
        }
    }

    static Fault Wrong(string pointer, string sentence) => new(Refusal.Malformed, pointer, sentence);
}
