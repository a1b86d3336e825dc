using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NetTimeline.Ledger;

namespace NetTimeline.Journal.Json;

/// <summary>
/// A record as a JSON object: its constructor's parameters are the members, in camel case. What is not nullable
/// must be there, but for lists and flags, which are left out when they say nothing.
/// </summary>
sealed class RecordShape : Shape
{
    readonly Type type;
    readonly Member[] members;
    readonly int[][] placesByLength;
    readonly Func<object?[], object> construct;
    readonly bool isView;

    public RecordShape(Type type, Func<Type, Shape> shapeOf)
    {
        this.type = type;
        isView = type.Namespace == typeof(Views.TimelineView).Namespace || type.DeclaringType == typeof(ViewJson);
        var constructor = type.GetConstructors().Single(each => each.GetParameters().Length > 0);
        var nullability = new NullabilityInfoContext();
        members = [.. constructor.GetParameters().Select(parameter => new Member(
            parameter, Nullable(nullability, parameter), shapeOf(Unwrapped(parameter.ParameterType)),
            Getter(type, parameter)))];
        construct = Constructor(constructor);
        placesByLength = [.. Enumerable.Range(0, members.Max(member => member.Utf8.Length) + 1).Select(length =>
            Enumerable.Range(0, members.Length).Where(at => members[at].Utf8.Length == length).ToArray())];
    }

    public string Name => type.Name;

    public override object? Read(JsonElement json, Reading reading) => json.ValueKind is JsonValueKind.Object
        ? ReadLayers(json, reading, [this]) is [var value] ? value : null
        : reading.Wrong("An object is expected here.");

    /// <summary>
    /// Reads several records that share one JSON object. Null when they cannot be made; all faults were noted. A member
    /// that is unknown is a fault and does not stand in the way, so that what is wrong with the rest is found too.
    /// </summary>
    /// <param name="known">Members that belong to the object and were read already.</param>
    public static object[]? ReadLayers(
        JsonElement json, Reading reading, ReadOnlySpan<RecordShape> layers, string? known = null)
    {
        var values = new object?[layers.Length][];
        for (var at = 0; at < layers.Length; at++)
        {
            values[at] = new object?[layers[at].members.Length];
        }

        foreach (var property in json.EnumerateObject())
        {
            if ((known is null || !property.NameEquals(known)) && !TryRead(property, reading, layers, values))
            {
                Unknown(property.Name, reading, layers);
            }
        }

        var complete = true;
        for (var at = 0; at < layers.Length; at++)
        {
            complete &= layers[at].Complete(values[at], reading);
        }

        if (!complete)
        {
            return null;
        }

        var records = new object[layers.Length];
        for (var at = 0; at < layers.Length; at++)
        {
            records[at] = layers[at].construct(values[at]);
        }

        return records;
    }

    /// <summary>Notes the faults of the members it knows, where the others cannot be judged.</summary>
    public void ReadKnown(JsonElement json, Reading reading)
    {
        var values = new object?[members.Length];
        foreach (var property in json.EnumerateObject())
        {
            TryRead(property, reading, [this], [values]);
        }

        Complete(values, reading);
    }

    public override void Write(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartObject();
        WriteMembers(writer, value);
        writer.WriteEndObject();
    }

    public void WriteMembers(Utf8JsonWriter writer, object value)
    {
        foreach (var member in members)
        {
            var said = member.Get(value);
            if (!member.Shape.SaysNothing(said) || (isView && member.IsList))
            {
                writer.WritePropertyName(member.Utf8);
                member.Shape.Write(writer, said!);
            }
        }
    }

    public override SchemaNode Describe(SchemaBook book) => book.Reference(type.Name, () => Object(book));

    public SchemaNode Object(SchemaBook book) => new("object")
    {
        Properties = members.ToDictionary(member => member.Name, member => member.Shape.Describe(book)),
        Required = [.. members.Where(member => member.IsRequired || (isView && member.IsList)).Select(m => m.Name)],
    };

    static bool TryRead(
        JsonProperty property, Reading reading, ReadOnlySpan<RecordShape> layers, object?[][] values)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        name = name.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(property.Name) : name;
        for (var layer = 0; layer < layers.Length; layer++)
        {
            foreach (var at in layers[layer].PlacesOf(name.Length))
            {
                var member = layers[layer].members[at];
                if (name.SequenceEqual(member.Utf8))
                {
                    reading.Enter(member.Name);
                    values[layer][at] = member.Shape.Read(property.Value, reading) ?? Member.Faulty;
                    reading.Leave();
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Where members with names of this length stand; few, so that a name is compared with few.</summary>
    ReadOnlySpan<int> PlacesOf(int length) => length < placesByLength.Length ? placesByLength[length] : [];

    static void Unknown(string name, Reading reading, ReadOnlySpan<RecordShape> layers)
    {
        var near = (string?)null;
        foreach (var layer in layers)
        {
            near ??= layer.members.Select(member => member.Name)
                .FirstOrDefault(each => string.Equals(each, name, StringComparison.OrdinalIgnoreCase));
        }

        reading.Wrong(
            near is not null ? $"There is no such member; the case matters: {near}."
                : IsRecordedTime(name) ? "When it was recorded is set by the server, never by a caller."
                : "There is no such member here.",
            "/" + JsonPointer.Escape(name));
    }

    static bool IsRecordedTime(string name) =>
        name.Equals("recorded", StringComparison.OrdinalIgnoreCase)
        || name.Equals("recordedAt", StringComparison.OrdinalIgnoreCase);

    /// <summary>Fills in what was left out; false when a member is missing or could not be read.</summary>
    bool Complete(object?[] values, Reading reading)
    {
        var complete = true;
        for (var at = 0; at < members.Length; at++)
        {
            if (values[at] is null && members[at].IsRequired)
            {
                reading.Wrong($"The member {members[at].Name} is missing.", "/" + members[at].Name);
                complete = false;
            }

            complete &= values[at] is not Member.FaultyMark;
            values[at] ??= members[at].Absent;
        }

        return complete;
    }

    static bool Nullable(NullabilityInfoContext context, ParameterInfo parameter) =>
        context.Create(parameter).WriteState is NullabilityState.Nullable
        || System.Nullable.GetUnderlyingType(parameter.ParameterType) is not null;

    static Type Unwrapped(Type type) => System.Nullable.GetUnderlyingType(type) ?? type;

    static Func<object, object?> Getter(Type type, ParameterInfo parameter)
    {
        var property = type.GetProperty(parameter.Name!)
            ?? throw new InvalidOperationException($"{type.Name} has no property {parameter.Name}.");
        var instance = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(instance, type), property), typeof(object)),
            instance).Compile();
    }

    static Func<object?[], object> Constructor(ConstructorInfo constructor)
    {
        var values = Expression.Parameter(typeof(object?[]));
        var arguments = constructor.GetParameters().Select((parameter, at) => Expression.Convert(
            Expression.ArrayIndex(values, Expression.Constant(at)), parameter.ParameterType));
        return Expression.Lambda<Func<object?[], object>>(
            Expression.Convert(Expression.New(constructor, arguments), typeof(object)), values).Compile();
    }
}

/// <summary>One member of a record.</summary>
sealed class Member
{
    /// <summary>
    /// Stands for a value that was there and could not be read, so that it is not called missing too.
    /// </summary>
    public sealed class FaultyMark;

    public Member(ParameterInfo parameter, bool nullable, Shape shape, Func<object, object?> get)
    {
        Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        Utf8 = Encoding.UTF8.GetBytes(Name);
        (Shape, Get) = (shape, get);
        Absent = Empty(parameter.ParameterType);
        IsRequired = !nullable && Absent is null;
    }

    public static FaultyMark Faulty { get; } = new();

    public string Name { get; }

    public byte[] Utf8 { get; }

    public Shape Shape { get; }

    public Func<object, object?> Get { get; }

    /// <summary>What it is when left out: an empty list, false, or null.</summary>
    public object? Absent { get; }

    public bool IsRequired { get; }

    /// <summary>A view shows its lists even where they are empty: no reader need ask whether they are there.</summary>
    public bool IsList => Absent is not (null or false);

    static object? Empty(Type type) =>
        type == typeof(bool) ? false
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Domain.Items<>)
            ? type.GetProperty(nameof(Domain.Items<object>.None))!.GetValue(null)
            : null;
}
