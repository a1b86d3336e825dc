using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>Where paths lead by the types of entries alone, before there is any patient.</summary>
static class AttributeTypes
{
    static readonly Type[] Contents =
        [.. typeof(EntryContent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EntryContent)))];

    /// <summary>What kinds of entry are made of.</summary>
    public static IEnumerable<Type> Of(IEnumerable<EntryKinds> kinds)
    {
        var meant = kinds.Aggregate(EntryKinds.None, (all, each) => all | each);
        return Contents.Where(type => meant.HasFlag(Enum.Parse<EntryKinds>(type.Name)));
    }

    /// <summary>What a value can be of, by its definition's per; nothing for the patient.</summary>
    public static IEnumerable<Type> OfSubject(Per per) => per switch
    {
        Per.Patient => [],
        Per.Tumour => [typeof(Tumour)],
        Per.Lesion => [typeof(Lesion)],
        Per.Procedure => [typeof(Procedure)],
        _ => Of([EntryKinds.Any]),
    };

    /// <summary>
    /// The types of what the path leads to, and the step that leads nowhere; null where every step leads somewhere.
    /// </summary>
    public static (Type[] Types, string? Wrong) Along(Type from, string? path)
    {
        Type[] types = [Single(from)];
        foreach (var step in path?.Split('.') ?? [])
        {
            types = [.. types.SelectMany(type => Step(type, step)).Distinct()];
            if (types.Length == 0)
            {
                return ([], step);
            }
        }

        return (types, null);
    }

    static IEnumerable<Type> Step(Type type, string step) =>
        type == typeof(EntryKey) ? Contents.SelectMany(content => Step(content, step))
        : !type.IsSubclassOf(typeof(EntryContent)) ? Member(type, step)
        : step == AttributePath.Organ ? [typeof(string)]
        : Member(type, step).DefaultIfEmpty(Member(typeof(Entry), step).FirstOrDefault()).OfType<Type>();

    static IEnumerable<Type> Member(Type type, string step) =>
        AttributePath.Members(type).TryGetValue(step, out var member) ? [Single(member.PropertyType)] : [];

    /// <summary>A list stands for its items, and what may be left out for what it is when it is there.</summary>
    static Type Single(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Items<>) ? Single(type.GenericTypeArguments[0])
        : Nullable.GetUnderlyingType(type) ?? type;
}
