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
    /// The types of what the path leads to, and the step that leads nowhere, then from these types; null where every
    /// step leads somewhere.
    /// </summary>
    public static (Type[] Types, string? Wrong) Along(Type from, string? path)
    {
        Type[] types = [Single(from)];
        foreach (var step in path?.Split('.') ?? [])
        {
            Type[] next = [.. types.SelectMany(type => Step(type, step)).Distinct()];
            if (next.Length == 0)
            {
                return (types, step);
            }

            types = next;
        }

        return (types, null);
    }

    /// <summary>It is said by several members, so that no word stands for all of it.</summary>
    public static bool HasParts(Type type) => AttributePath.Members(type).Count > 0;

    /// <summary>What can stand in a path after a thing of this type, in alphabetical order.</summary>
    public static IEnumerable<string> Names(Type type) => AttributePath.Members(type).Keys
        .Concat(type.IsSubclassOf(typeof(EntryContent)) ? OfEveryEntry : [])
        .Order(StringComparer.Ordinal);

    static IEnumerable<string> OfEveryEntry =>
        AttributePath.Members(typeof(Entry)).Keys.Except(["content"]).Append(AttributePath.Organ);

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
