using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.ReadModels;

/// <summary>What one patient is found by, as rows.</summary>
sealed class PatientIndexFold(StoredForms forms) : PatientFold(forms)
{
    protected override IReadOnlyList<ReadRow> Rows(Course course, CancellationToken cancellation)
    {
        if (course.Patient is null)
        {
            return [];
        }

        var patient = IndexedPatient.Of(course);
        return
        [
            new ReadRow(0, Row(patient)),
            .. patient.Terms.Where(each => each.Tumour is not null).GroupBy(each => each.Tumour)
                .Select(tumour => new ReadRow(1, [tumour.Key!.Value.Value, Certain(tumour), Possible(tumour)])),
        ];
    }

    object?[] Row(IndexedPatient patient)
    {
        var enrolment = patient.Enrolment!;
        return
        [
            enrolment.RegistryKey.Value, enrolment.Sex is { } sex ? Words.Of(sex) : null, enrolment.BirthYear,
            enrolment.StatedAge, patient.Synthetic,
            patient.HighestGrade is { } grade ? Words.Of(grade) : null, patient.First.From, patient.First.To,
            patient.Last.From, patient.Last.To, Certain(patient.Terms), Possible(patient.Terms), Version, Position,
            RecordedAt, patient.Sketch.ToString(),
            .. patient.Numbers.SelectMany(number => new object?[] { number.Low, number.High }),
        ];
    }

    /// <summary>
    /// What is so, and that somebody states a belief with a certainty, which is so whatever is true of it.
    /// </summary>
    static string[] Certain(IEnumerable<IndexTerm> terms)
    {
        var words = new HashSet<string>();
        foreach (var term in terms)
        {
            if (term.Certain)
            {
                words.Add(IndexedWord.Of(term));
            }

            if (term.IsBelief)
            {
                words.Add(IndexedWord.AsStated(term));
                words.Add(IndexedWord.Belief(term.Stated));
            }
        }

        return [.. words];
    }

    static string[] Possible(IEnumerable<IndexTerm> terms)
    {
        var certain = terms.Where(each => each.Certain).Select(IndexedWord.Of).ToHashSet();
        return [.. terms.Where(each => !each.Certain).Select(IndexedWord.Of).Where(certain.Add)];
    }
}
