using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Json;

/// <summary>
/// How values of one type look in JSON. One shape reads what callers send, naming every fault, and what is stored;
/// writes it; and describes it to readers of the API.
/// </summary>
abstract class Shape
{
    /// <summary>The value, or null after noting why not. Called only for members that are there.</summary>
    /// <param name="json">
    /// Stands on the value's first token, and afterwards on its last; or still on its first, where that was refused.
    /// </param>
    /// <param name="reading">Collects the faults.</param>
    public abstract object? Read(ref Utf8JsonReader json, Reading reading);

    /// <summary>As above, of a text that is this value and nothing else.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public object? ReadAll(ReadOnlySpan<byte> utf8, Reading reading)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        var value = Read(ref json, reading);
        json.Skip();
        json.Read();
        return value;
    }

    public abstract void Write(Utf8JsonWriter writer, object value);

    /// <summary>JSON Schema for the API's description.</summary>
    public abstract SchemaNode Describe(SchemaBook book);

    /// <summary>Whether a value says nothing and is left out: null, an empty list, false.</summary>
    public virtual bool SaysNothing(object? value) => value is null;
}

/// <summary>A value written as one JSON string.</summary>
sealed class TextShape(Func<string, object?> parse, string sentence, string? pattern = null) : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        json.TokenType is JsonTokenType.String && parse(json.GetString()!) is { } value
            ? value
            : reading.Wrong(sentence);

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteStringValue(value.ToString());

    public override SchemaNode Describe(SchemaBook book) => new("string") { Description = sentence, Pattern = pattern };
}

/// <summary>Words for a person.</summary>
sealed class ProseShape : Shape
{
    const int CharactersMax = 20_000;

    public override object? Read(ref Utf8JsonReader json, Reading reading)
    {
        if (json.TokenType is not JsonTokenType.String)
        {
            return reading.Wrong("Text is expected here.");
        }

        var text = json.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? reading.Wrong("Empty text says nothing; leave the member out.")
            : text.Length > CharactersMax ? reading.Wrong($"Text has at most {CharactersMax} characters.")
            : text;
    }

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteStringValue((string)value);

    public override SchemaNode Describe(SchemaBook book) => new("string") { MinLength = 1 };
}

/// <summary>A whole number.</summary>
sealed class IntegerShape : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        json.TokenType is JsonTokenType.Number && json.TryGetInt32(out var number)
            ? number
            : reading.Wrong("A whole number is expected here.");

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((int)value);

    public override SchemaNode Describe(SchemaBook book) => new("integer");
}

/// <summary>A version or position: counts from 1.</summary>
sealed class VersionShape : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        json.TokenType is JsonTokenType.Number && json.TryGetInt64(out var number)
            ? number
            : reading.Wrong("A whole number is expected here.");

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteNumberValue((long)value);

    public override SchemaNode Describe(SchemaBook book) => new("integer");
}

/// <summary>A moment in UTC, to the microsecond.</summary>
sealed class InstantShape : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        json.TokenType is JsonTokenType.String
        && NodaTime.Text.InstantPattern.ExtendedIso.Parse(json.GetString()!) is { Success: true } moment
            ? moment.Value
            : reading.Wrong("A moment in UTC is expected here: 2019-05-20T14:30:00Z.");

    public override void Write(Utf8JsonWriter writer, object value) =>
        writer.WriteStringValue(NodaTime.Text.InstantPattern.ExtendedIso.Format((NodaTime.Instant)value));

    public override SchemaNode Describe(SchemaBook book) => new("string")
    {
        Description = "A moment in UTC, to the microsecond: 2019-05-20T14:30:00.123456Z.",
    };
}

/// <summary>Any JSON, for views of what has many forms.</summary>
sealed class JsonShape : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) => JsonElement.ParseValue(ref json);

    public override void Write(Utf8JsonWriter writer, object value) => ((JsonElement)value).WriteTo(writer);

    public override SchemaNode Describe(SchemaBook book) => new(Type: null) { Description = "Any JSON." };
}

/// <summary>A decimal number; its digits are kept as stated.</summary>
sealed class DecimalShape : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        json.TokenType is JsonTokenType.Number && json.TryGetDecimal(out var number)
            ? number
            : reading.Wrong("A number in plain decimal notation is expected here.");

    public override void Write(Utf8JsonWriter writer, object value) =>
        writer.WriteRawValue(((decimal)value).ToString(CultureInfo.InvariantCulture));

    public override SchemaNode Describe(SchemaBook book) => new("number")
    {
        Description = "Plain decimal notation, at most 28 digits; no exponent.",
    };
}

/// <summary>True or left out.</summary>
sealed class FlagShape : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => reading.Wrong("true or false is expected here."),
    };

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteBooleanValue((bool)value);

    public override bool SaysNothing(object? value) => value is not true;

    public override SchemaNode Describe(SchemaBook book) => new("boolean");
}

/// <summary>A type that appears in itself: its shape is made when it is first asked for.</summary>
sealed class DeferredShape(Func<Shape> make) : Shape
{
    readonly Lazy<Shape> made = new(make);

    public override object? Read(ref Utf8JsonReader json, Reading reading) => made.Value.Read(ref json, reading);

    public override void Write(Utf8JsonWriter writer, object value) => made.Value.Write(writer, value);

    public override SchemaNode Describe(SchemaBook book) => made.Value.Describe(book);
}

/// <summary>One of a closed set of words.</summary>
sealed class WordShape : Shape
{
    readonly WordTable<object> values;
    readonly string sentence;

    public WordShape(Type type)
    {
        values = new(Enum.GetValues(type).Cast<Enum>().ToDictionary(SignOrWord, value => (object)value));
        sentence = $"One of {string.Join(", ", values.Words)} is expected here.";
    }

    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        values.Find(ref json) ?? reading.Wrong(sentence);

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteStringValue(SignOrWord((Enum)value));

    public override SchemaNode Describe(SchemaBook book) => new("string") { Words = [.. values.Words] };

    static string SignOrWord(Enum value) => value is Comparator comparator ? comparator.Sign() : Words.Of(value);
}

/// <summary>A list; an empty one is left out.</summary>
sealed class ListShape<T>(Shape items) : Shape
{
    public override object? Read(ref Utf8JsonReader json, Reading reading)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            return reading.Wrong("A list is expected here.");
        }

        var values = new List<T>();
        var complete = true;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            reading.Enter(values.Count);
            var value = items.Read(ref json, reading);
            json.Skip();
            reading.Leave();
            complete &= value is not null;
            values.Add(value is null ? default! : (T)value);
        }

        return complete ? Items.Of<T>(CollectionsMarshal.AsSpan(values)) : null;
    }

    public override void Write(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray();
        foreach (var item in (Items<T>)value)
        {
            items.Write(writer, item!);
        }

        writer.WriteEndArray();
    }

    public override bool SaysNothing(object? value) => value is null or Items<T> { Count: 0 };

    public override SchemaNode Describe(SchemaBook book) => new("array") { Items = items.Describe(book) };
}
