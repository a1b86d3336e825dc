using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Measures.Language;

/// <summary>
/// Walks from an entry or a part of it along the names that its members have in JSON. Lists are gone through item by
/// item, and the key of an entry leads to the entry. Where one of several lesions is meant, what all of them say is
/// said.
/// </summary>
static class AttributePath
{
    /// <summary>Every organ that an entry of whatever kind says it is in.</summary>
    public const string Organ = "organ";

    public const string Subject = "subject.";

    const string Lesion = "lesion";

    const string OneOf = "oneOf";

    /// <summary>What is there if each of several candidates is the one that is meant.</summary>
    sealed record Candidates(Items<Items<object?>> Each);

    static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Known = [];

    /// <summary>
    /// What is there; null for each place where it is not stated. Nothing at all where a list on the way is empty.
    /// </summary>
    public static List<object?> Values(object at, string? path, Course course)
    {
        List<object?> values = [.. Flat(at)];
        foreach (var step in path?.Split('.') ?? [])
        {
            values = Once(values.SelectMany(value => Step(value, step, course)));
        }

        return values.Exists(value => value is Candidates) ? [.. values.SelectMany(Settled)] : values;
    }

    /// <summary>Members of a type by their names in JSON: the parameters of a record.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Members(Type type) => Known.GetOrAdd(type, MembersOf);

    static IEnumerable<object?> Step(object? value, string step, Course course) => value switch
    {
        null => [null],
        EntryKey key => Step(course.Find(key), step, course),
        Entry entry when step == Organ => EntryTexts.Organs(entry).DefaultIfEmpty(null),
        Entry entry => Flat(Member(Members(entry.Content.GetType()).ContainsKey(step) ? entry.Content : entry, step)),
        Candidates several => [new Candidates(
            [.. several.Each.Select(values => Once(values.SelectMany(each => Step(each, step, course))).ToItems())])],
        _ when step == Lesion && Member(value, Lesion) is null
            && Member(value, OneOf) is Items<EntryKey> { Count: > 0 } keys =>
            [new Candidates([.. keys.Select(key => Items.Of<object?>([key]))])],
        _ => Flat(Member(value, step)),
    };

    /// <summary>
    /// Each key once: entries that name each other many times over would else be gone through along every way there is.
    /// </summary>
    static List<object?> Once(IEnumerable<object?> values)
    {
        var (all, seen) = (values.ToList(), new HashSet<EntryKey>());
        all.RemoveAll(value => value is EntryKey key && !seen.Add(key));
        return all;
    }

    /// <summary>What holds for every candidate holds; what differs is not stated.</summary>
    static IEnumerable<object?> Settled(object? value) => value is not Candidates several ? [value]
        : several.Each.Distinct().Count() == 1 ? several.Each[0].SelectMany(Settled)
        : [null];

    /// <summary>Null also where this sort of thing has no such member: then it does not state it.</summary>
    static object? Member(object of, string name) =>
        Members(of.GetType()).TryGetValue(name, out var member) ? member.GetValue(of) : null;

    static IEnumerable<object?> Flat(object? value) =>
        value is IEnumerable items and not string ? items.Cast<object?>() : [value];

    static Dictionary<string, PropertyInfo> MembersOf(Type type) => type.IsAbstract ? [] : type.GetConstructors()
        .SelectMany(each => each.GetParameters())
        .Select(parameter => type.GetProperty(parameter.Name!)).OfType<PropertyInfo>()
        .DistinctBy(member => member.Name)
        .ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
}
