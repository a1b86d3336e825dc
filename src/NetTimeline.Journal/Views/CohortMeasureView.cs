using NetTimeline.Domain;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>What a measure says of a cohort.</summary>
/// <param name="Measure">Its name.</param>
/// <param name="Version">The version of the definition that made the values.</param>
/// <param name="Title">One line for a person.</param>
/// <param name="Unit">UCUM; left out for categories.</param>
/// <param name="AsOfPosition">Every event up to here, included, is in the answer.</param>
/// <param name="SetAside">So many patients are set aside: they are as before, or not there yet.</param>
/// <param name="Definitions">How many own definitions were there when the values were made.</param>
/// <param name="DefinitionsNow">How many there are; where there are more, values by them are being made.</param>
/// <param name="Patients">Patients with at least one value.</param>
/// <param name="Counts">Values by how they are to be read.</param>
/// <param name="Distribution">Of numbers that are exact or bounded; left out where there are none.</param>
/// <param name="Categories">The most frequent first.</param>
/// <param name="Values">
/// In the order of registry keys, as many as were asked for; as CSV or as lines of JSON there are all of them.
/// </param>
/// <param name="More">There are further values.</param>
public sealed record CohortMeasureView(
    string Measure,
    int Version,
    string Title,
    string? Unit,
    long AsOfPosition,
    int SetAside,
    long Definitions,
    long DefinitionsNow,
    long Patients,
    CountsByStatusView Counts,
    DistributionView? Distribution,
    Items<CategoryCountView> Categories,
    Items<CohortValueView> Values,
    bool More);

/// <summary>How many values there are of each status.</summary>
/// <param name="Exact">Nothing left open.</param>
/// <param name="Bounded">Within bounds, or one of several categories.</param>
/// <param name="Censored">Not reached within the time watched.</param>
/// <param name="NotComputable">There is none, and the reason says why.</param>
/// <param name="Contradicted">They rest on what cannot be true or is disputed.</param>
public sealed record CountsByStatusView(long Exact, long Bounded, long Censored, long NotComputable, long Contradicted);

/// <summary>
/// The order statistics of numbers that are exact or bounded; each is itself only known within bounds, both ends
/// included. What is censored, contradicted or not computable is not among them: this is no estimate of survival.
/// </summary>
/// <param name="Values">How many.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Median">The middle one; of an even number the lower of the two.</param>
/// <param name="Max">The greatest.</param>
public sealed record DistributionView(long Values, StatisticView Min, StatisticView Median, StatisticView Max);

/// <summary>A number of a distribution; what is left out is open.</summary>
/// <param name="Low">No less than this.</param>
/// <param name="High">No more than this.</param>
public sealed record StatisticView(decimal? Low, decimal? High);

/// <summary>So many values have this category.</summary>
/// <param name="Category">As the measure names it.</param>
/// <param name="Certainly">It alone is possible.</param>
/// <param name="Possibly">It is one of several.</param>
public sealed record CategoryCountView(string Category, long Certainly, long Possibly);

/// <summary>A value of a patient in a cohort.</summary>
/// <param name="Patient">The registry key.</param>
/// <param name="Matches">Whether the patient certainly fits.</param>
/// <param name="Of">What it is the value of, apart from the patient.</param>
/// <param name="Status">How it is to be read.</param>
/// <param name="Low">No less than this.</param>
/// <param name="LowIncluded">The lower bound itself is possible.</param>
/// <param name="High">No more than this.</param>
/// <param name="HighIncluded">The upper bound itself is possible.</param>
/// <param name="Point">The best single number where the definition has one.</param>
/// <param name="Unit">Of the numbers.</param>
/// <param name="Categories">Those that are possible.</param>
/// <param name="Reason">Why it is not computable, censored or contradicted.</param>
/// <param name="Evidence">The entries it rests on.</param>
public sealed record CohortValueView(
    RegistryKey Patient,
    CohortMatch Matches,
    InstanceView Of,
    MeasureStatus Status,
    decimal? Low,
    bool LowIncluded,
    decimal? High,
    bool HighIncluded,
    decimal? Point,
    string? Unit,
    Items<string> Categories,
    string? Reason,
    Items<EntryKey> Evidence);
