using NetTimeline.Synthetic.Courses;

namespace NetTimeline.Synthetic;

/// <summary>
/// Invented courses of patients with neuroendocrine tumours, as lines that an import takes. Patient k of a seed is the
/// same whatever is asked for beside it, so that parts of a cohort can be made apart and at the same time.
/// </summary>
public static class SyntheticCohort
{
    /// <summary>What the registry key of every synthetic patient begins with.</summary>
    public const string KeyPrefix = "synthetic-";

    /// <summary>How many patients are on their way at once where they are mixed; what is held in memory.</summary>
    public const int OpenAtOnceMax = 1_000;

    /// <param name="seed">Not negative.</param>
    /// <param name="number">From 1.</param>
    public static SyntheticPatient Patient(long seed, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        using var course = new SyntheticCourse(seed, number);
        return course.Written();
    }

    /// <summary>One patient after the other, each made when its turn comes.</summary>
    public static IEnumerable<SyntheticPatient> Patients(long seed, long first, long count)
    {
        for (var number = first; number < first + count; number++)
        {
            yield return Patient(seed, number);
        }
    }

    /// <summary>
    /// The same lines mixed as in the log of a registry, where many patients are on their way at once; those of a
    /// patient keep their order.
    /// </summary>
    public static IEnumerable<SyntheticLine> Interleaved(long seed, long first, long count)
    {
        // No patient has the number 0.
        var chance = Chance.Of(seed, 0);
        using var coming = Patients(seed, first, count).GetEnumerator();
        var open = new List<(SyntheticPatient Patient, int Next)>();
        while (open.Count < OpenAtOnceMax && coming.MoveNext())
        {
            open.Add((coming.Current, 0));
        }

        while (open.Count > 0)
        {
            var at = chance.Below(open.Count);
            var (patient, next) = open[at];
            yield return patient.Lines[next];
            if (next + 1 < patient.Lines.Count)
            {
                open[at] = (patient, next + 1);
            }
            else if (coming.MoveNext())
            {
                open[at] = (coming.Current, 0);
            }
            else
            {
                open[at] = open[^1];
                open.RemoveAt(open.Count - 1);
            }
        }
    }
}
