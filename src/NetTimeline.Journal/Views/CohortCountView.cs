using NetTimeline.Domain;

namespace NetTimeline.Journal.Views;

/// <summary>How many patients fit, and how they divide.</summary>
/// <param name="AsOfPosition">Every event up to here, included, is in the answer.</param>
/// <param name="SetAside">So many patients are set aside: they are as before, or not there yet.</param>
/// <param name="Certainly">Who certainly fits.</param>
/// <param name="Possibly">Who may; only where such were asked for.</param>
/// <param name="By">What they are divided by; left out where by nothing.</param>
/// <param name="Groups">
/// The most frequent first. A patient with several words is in several groups: groups do not add up.
/// </param>
/// <param name="NotStated">Of whom nothing is told that they could be divided by.</param>
public sealed record CohortCountView(
    long AsOfPosition, int SetAside, long Certainly, long Possibly, CohortDimension? By, Items<CohortGroupView> Groups,
    long NotStated);

/// <summary>So many patients in a group.</summary>
/// <param name="Value">A word, or a range of numbers with both ends.</param>
/// <param name="Certainly">Certainly fit, and certainly are in the group.</param>
/// <param name="Possibly">One or the other is left open.</param>
public sealed record CohortGroupView(string Value, long Certainly, long Possibly);

/// <summary>What a cohort can be divided by.</summary>
public enum CohortDimension
{
    Sex,
    Site,
    Histology,
    Grade,
    Stage,
    Attribution,
    Procedure,
    Therapy,
    Status,

    /// <summary>The decade of birth; possibly in each that it may be.</summary>
    BirthDecade,

    /// <summary>The decade of age at the first diagnosis; likewise.</summary>
    AgeDecade,
}
