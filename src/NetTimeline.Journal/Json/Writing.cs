using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;

namespace NetTimeline.Journal.Json;

/// <summary>Where JSON is written to, and which entries it may name.</summary>
/// <param name="json">The writer.</param>
/// <param name="mayName">Null where everything may be said.</param>
sealed class Writing(Utf8JsonWriter json, Func<EntryKey, bool>? mayName = null)
{
    static readonly string[] SaidLater = ["judgement", "citation"];

    public Utf8JsonWriter Json => json;

    /// <summary>
    /// What may be said of a member: nothing that names an entry the reader is not to know of, no date that hangs on
    /// one, and neither the judgement nor the source of whoever wrote the history down later. What must be there stays.
    /// </summary>
    public object? Sayable(Member member, object? said) => mayName is null
        ? said
        : said switch
        {
            EntryKey key => member.IsRequired || mayName(key) ? said : null,
            Items<EntryKey> keys => keys.Where(mayName).ToItems(),
            StatedDate date => Sayable(date, mayName),
            Items<StatedDate> dates => dates.Select(date => Sayable(date, mayName)).ToItems(),
            string when SaidLater.Contains(member.Name) => null,
            _ => said,
        };

    static StatedDate Sayable(StatedDate stated, Func<EntryKey, bool> mayName)
    {
        var alone = stated with { NotBefore = [], NotAfter = [] };
        return alone.References().All(reference => mayName(reference.Key))
            ? stated
            : stated with { Date = new ClinicalDate.NotStated(), Text = null };
    }
}
