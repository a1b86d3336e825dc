using System.Collections.Concurrent;
using System.Reflection;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// A view of the past names nothing that was learned later: "not after the second operation" would give the second
/// operation away. What hangs on such a name is left out, and so is what whoever wrote the history down later judged
/// of it or cited.
/// </summary>
/// <remarks>
/// Every record is gone through member by member, so that no kind of entry can be forgotten. A name that must be there
/// stays: whoever knew of an attribution knew of its tumour.
/// </remarks>
static class Discretion
{
    static readonly ConcurrentDictionary<Type, Retell?> Known = new(new Dictionary<Type, Retell?>
    {
        [typeof(EntryKey)] = (said, mayName) => mayName((EntryKey)said) ? said : null,
        [typeof(Items<EntryKey>)] = (said, mayName) => Names((Items<EntryKey>)said, mayName),
        [typeof(StatedDate)] = (said, mayName) => Date((StatedDate)said, mayName),
        [typeof(Items<StatedDate>)] = (said, mayName) => ((Items<StatedDate>)said)
            .Where(date => HangsOn(date).All(mayName)).Select(date => Date(date, mayName)).ToItems(),
    });

    /// <summary>What may be said of it; null where that is nothing.</summary>
    delegate object? Retell(object said, Func<EntryKey, bool> mayName);

    public static Entry Of(Entry entry, Func<EntryKey, bool> mayName) => (Entry)For(typeof(Entry))!(entry, mayName)!;

    /// <summary>
    /// What is said of something before it was known to have ended: neither its end, nor how long it took, nor what is
    /// counted only then. The words of the source tell the whole course and are left out with them.
    /// </summary>
    public static Entry WithoutEnd(Entry entry) => entry with
    {
        Ended = null,
        Duration = null,
        Text = entry.Content is Note ? entry.Text : null,
        Content = entry.Content.BeforeItsEnd(),
    };

    static Items<EntryKey> Names(Items<EntryKey> keys, Func<EntryKey, bool> mayName) =>
        keys.All(mayName) ? keys : keys.Where(mayName).ToItems();

    static StatedDate Date(StatedDate stated, Func<EntryKey, bool> mayName) => stated with
    {
        Date = HangsOn(stated).All(mayName) ? stated.Date : new ClinicalDate.NotStated(),
        Text = HangsOn(stated).All(mayName) ? stated.Text : null,
        NotBefore = Names(stated.NotBefore, mayName),
        NotAfter = Names(stated.NotAfter, mayName),
        Judgement = null,
    };

    /// <summary>What the date itself is counted from, apart from any order.</summary>
    static IEnumerable<EntryKey> HangsOn(StatedDate stated) =>
        (stated with { NotBefore = [], NotAfter = [] }).References().Select(reference => reference.Key);

    /// <summary>Null for what can name nothing and is said as it is.</summary>
    static Retell? For(Type type)
    {
        if (Known.TryGetValue(type, out var known))
        {
            return known;
        }

        var retell = Make(type);
        return Known.GetOrAdd(type, retell);
    }

    static Retell? Make(Type type) => type switch
    {
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Items<>) =>
            (Retell?)typeof(Discretion).GetMethod(nameof(ForItems), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(type.GenericTypeArguments).Invoke(null, null),
        _ when type.IsEnum || type.Assembly != typeof(Entry).Assembly => null,
        { IsAbstract: true } => (said, mayName) => For(said.GetType()) is { } form ? form(said, mayName) : said,
        _ => ForRecord(type),
    };

    static Retell? ForItems<T>()
        where T : notnull => For(typeof(T)) is { } retell
            ? (said, mayName) => ((Items<T>)said).Select(each => (T)retell(each, mayName)!).ToItems()
            : null;

    static Retell? ForRecord(Type type)
    {
        var constructor = type.GetConstructors().FirstOrDefault(each => each.GetParameters().Length > 0);
        var members = constructor?.GetParameters().Select(parameter => Member.Of(type, parameter)).ToArray() ?? [];
        return members.All(member => member.Retell is null)
            ? null
            : (said, mayName) => constructor!.Invoke([.. members.Select(member => member.Said(said, mayName))]);
    }

    /// <summary>One member of a record.</summary>
    sealed record Member(PropertyInfo Property, Retell? Retell)
    {
        static readonly string[] SaidLater = [nameof(Entry.Judgement), nameof(Values.Source.Citation)];

        public static Member Of(Type type, ParameterInfo parameter) => new(
            type.GetProperty(parameter.Name!)!,
            parameter.ParameterType == typeof(EntryKey) ? null
            : SaidLater.Contains(parameter.Name) ? static (_, _) => null
            : For(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType));

        public object? Said(object record, Func<EntryKey, bool> mayName) =>
            Property.GetValue(record) is not { } said ? null
            : Retell is null ? said
            : Retell(said, mayName);
    }
}
