using System.Globalization;
using NetTimeline.Synthetic.Illness;
using NetTimeline.Synthetic.Writing;
using NodaTime;

namespace NetTimeline.Synthetic.Courses;

/// <summary>
/// A patient on the way through the clinic: the day it is, what the record has said so far, and what will still be put
/// right. The parts of a course (<see cref="Presentation"/> to <see cref="Ending"/>) write its lines.
/// </summary>
sealed class SyntheticCourse : IDisposable
{
    public const string Tumour = "net";
    public const string Primary = "primary";

    readonly string locator;
    readonly LineWriter lines;
    readonly Dictionary<string, int> counts = [];

    /// <summary>Slips and misunderstandings that somebody will notice.</summary>
    readonly List<Action<SyntheticCourse>> toPutRight = [];

    public SyntheticCourse(long seed, long number)
    {
        Chance = Chance.Of(seed, number);
        Disease = Disease.By(Chance);
        Dating = new Dating(Chance, Disease.Born);
        Today = Disease.Found;
        Detail = Chance.OneOf(20, 20, 45, 45, 70, 90);
        Key = string.Create(CultureInfo.InvariantCulture, $"{SyntheticCohort.KeyPrefix}{seed}-{number}");
        locator = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, patient {number}");
        lines = new LineWriter(Key);
    }

    public string Key { get; }

    public Chance Chance { get; }

    public Disease Disease { get; }

    public Dating Dating { get; }

    public LocalDate Today { get; private set; }

    /// <summary>How much of what can be left out the record holds, in percent.</summary>
    public int Detail { get; }

    /// <summary>The first entry that says that the clinic knows the patient; null until there is one.</summary>
    public string? FirstMet { get; set; }

    /// <summary>Metastases that are followed one by one, in the liver and elsewhere.</summary>
    public List<Focus> Foci { get; } = [];

    /// <summary>The group that counts more metastases than are told apart; null where there is none.</summary>
    public (string Key, int Count)? Group { get; set; }

    public bool IsPrimarySeen { get; set; }

    public bool IsPrimaryIn { get; set; } = true;

    public bool IsDiseaseFree => !IsPrimaryIn && Foci.Count == 0 && Group is null;

    /// <summary>The belief that stands, for whatever replaces it.</summary>
    public Held Held { get; } = new();

    /// <summary>Lines of systemic therapy so far.</summary>
    public int LinesGiven { get; set; }

    /// <summary>What the treatment takes from the monthly growth, in parts of a thousand.</summary>
    public int Response { get; set; }

    LocalDate LastDay => Disease.Died?.PlusDays(-1) ?? Disease.LastDay;

    public SyntheticPatient Written()
    {
        Presentation.Write(this);
        Treatment.Write(this);
        FollowUp.Write(this);
        PutRight(all: true);
        Ending.Write(this);
        return lines.Written();
    }

    public void Dispose() => lines.Dispose();

    /// <summary>Moves on by some days; false, and nothing moves, where the patient is no longer there then.</summary>
    public bool Goes(int least, int most)
    {
        var then = Today.PlusDays(Chance.Between(least, most));
        if (then > LastDay)
        {
            return false;
        }

        Today = then;
        return true;
    }

    /// <summary>Whether this record holds what another one leaves out.</summary>
    public bool Tells() => Chance.Percent(Detail);

    /// <summary>The word for the first, the word with a number for those after it.</summary>
    public string Next(string word) => LineWriter.Numbered(word, counts[word] = counts.GetValueOrDefault(word) + 1);

    public LineWriter Enrolment() => lines.Line(SyntheticSort.Enrol, "enrol", "enrol");

    /// <summary>Begins an entry; what its kind says, and Done, are the caller's.</summary>
    public LineWriter Entry(string kind, string key, When? occurred, When? known, string by) =>
        Head(lines.Line(SyntheticSort.Entry, "entry", kind), kind, key, occurred, known, by);

    /// <summary>The members of every entry, also of one that stands within a correction.</summary>
    public LineWriter Head(LineWriter to, string kind, string key, When? occurred, When? known, string by) =>
        to.Text("key", key).Text("kind", kind).Date("occurred", occurred).Date("known", known).Text("by", by)
            .Object("source").Text("citation", "synthetic").Text("locator", locator).End();

    /// <summary>Begins a correction; it says in its reason that it is made up.</summary>
    public LineWriter Correction(string word, string reason) =>
        lines.Line(SyntheticSort.Correction, "correction", word)
            .Text("correction", word).Text("reason", $"{reason} (synthetic)");

    /// <summary>Somebody will notice later.</summary>
    public void WillPutRight(Action<SyntheticCourse> correction) => toPutRight.Add(correction);

    public void PutRight(bool all)
    {
        while (toPutRight.Count > 0)
        {
            var next = toPutRight[0];
            toPutRight.RemoveAt(0);
            next(this);
            if (!all)
            {
                return;
            }
        }
    }
}
