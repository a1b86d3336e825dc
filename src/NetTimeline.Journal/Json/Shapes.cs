using System.Collections.Concurrent;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Language;

namespace NetTimeline.Journal.Json;

/// <summary>The shape of every type that appears in an entry, an event or a command.</summary>
static class Shapes
{
    const string KeySentence =
        "A key is 1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit, and neither a UUID nor a date.";

    static readonly ConcurrentDictionary<Type, Shape> Known = new(new Dictionary<Type, Shape>
    {
        [typeof(string)] = new ProseShape(),
        [typeof(int)] = new IntegerShape(),
        [typeof(decimal)] = new DecimalShape(),
        [typeof(bool)] = new FlagShape(),
        [typeof(long)] = new VersionShape(),
        [typeof(Guid)] = new TextShape(
            text => Guid.TryParseExact(text, "D", out var id) ? id : null, "A UUID is expected here."),
        [typeof(NodaTime.Instant)] = new InstantShape(),
        [typeof(JsonElement)] = new JsonShape(),
        [typeof(EntryKey)] = new TextShape(
            text => EntryKey.TryParse(text, out var key) ? key : null, KeySentence, "^[a-z0-9][a-z0-9._-]{0,63}$"),
        [typeof(RegistryKey)] = new TextShape(
            text => RegistryKey.TryParse(text, out var key) ? key : null, KeySentence, "^[a-z0-9][a-z0-9._-]{0,63}$"),
        [typeof(CalendarDate)] = new TextShape(
            text => CalendarDate.TryParse(text, out var date) ? date : null,
            "A date of the calendar is a day that there is (2019-05-20), perhaps with the time (2019-05-20T14:30), "
            + "a month (2019-05) or a year (1800 to 2199)."),
        [typeof(LengthOfTime)] = new TextShape(
            text => LengthOfTime.TryParse(text, out var length) ? length : null,
            "A length of time is written P3Y, P6M, P2W, P18D or P1Y6M; only the smallest unit may have a fraction."),
        [typeof(Selector)] = new DeferredShape(Record<Selector>),
        [typeof(AttributeTest)] = new DeferredShape(Record<AttributeTest>),
    });

    public static Shape Of(Type type)
    {
        if (Known.TryGetValue(type, out var known))
        {
            return known;
        }

        var shape = Make(type);
        return Known.GetOrAdd(type, shape);
    }

    static Shape Make(Type type) => type switch
    {
        _ when type.IsEnum => new WordShape(type),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Items<>) =>
            (Shape)Activator.CreateInstance(
                typeof(ListShape<>).MakeGenericType(type.GenericTypeArguments), Of(type.GenericTypeArguments[0]))!,
        _ when type == typeof(Count) => new FormShape<CountForm>(
            nameof(Count), Record<CountForm>(), CountForm.Read, CountForm.Of,
            new PlainForm("integer", "A count is a whole number, or an object with atLeast and atMost.",
                CountForm.Plain, CountForm.WritePlain)),
        _ when type == typeof(Quantity) => new FormShape<QuantityForm>(
            nameof(Quantity), Record<QuantityForm>(), QuantityForm.Read, QuantityForm.Of),
        _ when type == typeof(StatedDate) => new FormShape<StatedDateForm>(
            nameof(StatedDate), Record<StatedDateForm>(), StatedDateForm.Read, StatedDateForm.FormOf,
            new PlainForm("string",
                "A date is a day that there is (2019-05-20), a month (2019-05), a year (1800 to 2199), or an object.",
                StatedDateForm.Plain, StatedDateForm.WritePlain)),
        _ when type == typeof(Entry) => new EntryShape(),
        _ => new RecordShape(type, Of),
    };

    public static RecordShape Record<T>() => new(typeof(T), Of);
}
