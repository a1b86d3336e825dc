using System.Linq.Expressions;
using System.Reflection;
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
    readonly Func<object?[], int, object> construct;
    readonly bool isView;

    public RecordShape(Type type, Func<Type, Shape> shapeOf)
    {
        this.type = type;
        isView = type.Namespace == typeof(Views.TimelineView).Namespace || type.DeclaringType == typeof(ViewJson);
        var constructor = type.GetConstructors() is [var only]
            ? only
            : type.GetConstructors().Single(each => each.GetParameters().Length > 0);
        var nullability = new NullabilityInfoContext();
        members = [.. constructor.GetParameters().Select(parameter => new Member(
            parameter, Nullable(nullability, parameter), shapeOf(Unwrapped(parameter.ParameterType)),
            Getter(type, parameter)))];
        construct = Constructor(constructor);
        var longest = members.Select(member => member.Utf8.Length).DefaultIfEmpty().Max();
        placesByLength = [.. Enumerable.Range(0, longest + 1).Select(length =>
            Enumerable.Range(0, members.Length).Where(at => members[at].Utf8.Length == length).ToArray())];
    }

    public string Name => type.Name;

    public override object? Read(ref Utf8JsonReader json, Reading reading) =>
        json.TokenType is not JsonTokenType.StartObject ? reading.Wrong("An object is expected here.")
        : ReadLayers(ref json, reading, [this]) is { } values ? Made(values)
        : null;

    /// <summary>The record of the values that were read, of which its own begin at a place.</summary>
    public object Made(object?[] values, int from = 0) => construct(values, from);

    /// <summary>How many values it takes.</summary>
    public int Length => members.Length;

    /// <summary>
    /// Reads the values of several records that share one JSON object, those of one after those of another. Null when
    /// the records cannot be made; all faults were noted. A member that is unknown is a fault and does not stand in the
    /// way, so that what is wrong with the rest is found too.
    /// </summary>
    /// <param name="known">A member that belongs to the object and was read already.</param>
    public static object?[]? ReadLayers(
        ref Utf8JsonReader json, Reading reading, scoped ReadOnlySpan<RecordShape> layers,
        scoped ReadOnlySpan<byte> known = default)
    {
        var length = 0;
        foreach (var layer in layers)
        {
            length += layer.Length;
        }

        var values = new object?[length];
        while (json.Read() && json.TokenType is not JsonTokenType.EndObject)
        {
            if ((known.IsEmpty || !json.ValueTextEquals(known)) && !TryRead(ref json, reading, layers, values))
            {
                Unknown(json.GetString()!, reading, layers);
            }

            json.Skip();
        }

        var (complete, from) = (true, 0);
        foreach (var layer in layers)
        {
            complete &= layer.Complete(values.AsSpan(from, layer.Length), reading);
            from += layer.Length;
        }

        return complete ? values : null;
    }

    /// <summary>Notes the faults of the members it knows, where the others cannot be judged.</summary>
    public void ReadKnown(ref Utf8JsonReader json, Reading reading)
    {
        var values = new object?[members.Length];
        while (json.Read() && json.TokenType is not JsonTokenType.EndObject)
        {
            TryRead(ref json, reading, [this], values);
            json.Skip();
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

    /// <summary>From an object's first token on to the value of a member; false where it has none.</summary>
    public static bool GoTo(ReadOnlySpan<byte> member, ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType is not JsonTokenType.EndObject)
        {
            if (json.ValueTextEquals(member))
            {
                return json.Read();
            }

            json.Skip();
        }

        return false;
    }

    /// <summary>Reads the member whose name it is at; false, and no further, where no layer knows it.</summary>
    static bool TryRead(
        ref Utf8JsonReader json, Reading reading, scoped ReadOnlySpan<RecordShape> layers, object?[] values)
    {
        var name = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        var from = 0;
        foreach (var layer in layers)
        {
            foreach (var at in layer.PlacesOf(name.Length))
            {
                var member = layer.members[at];
                if (name.SequenceEqual(member.Utf8))
                {
                    reading.Enter(member.Name);
                    json.Read();
                    values[from + at] = member.Shape.Read(ref json, reading) ?? Member.Faulty;
                    reading.Leave();
                    return true;
                }
            }

            from += layer.Length;
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
    bool Complete(Span<object?> values, Reading reading)
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

    static Func<object?[], int, object> Constructor(ConstructorInfo constructor)
    {
        var (values, from) = (Expression.Parameter(typeof(object?[])), Expression.Parameter(typeof(int)));
        var arguments = constructor.GetParameters().Select((parameter, at) => Expression.Convert(
            Expression.ArrayIndex(values, Expression.Add(from, Expression.Constant(at))), parameter.ParameterType));
        return Expression.Lambda<Func<object?[], int, object>>(
            Expression.Convert(Expression.New(constructor, arguments), typeof(object)), values, from).Compile();
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
