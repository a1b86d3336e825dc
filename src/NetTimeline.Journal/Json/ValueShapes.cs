using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Json;

/// <summary>
/// A value with several forms, written as an object of which one form's members are there, or as a plain value
/// in the commonest case.
/// </summary>
/// <param name="name">What the value is called in the API's description.</param>
/// <param name="form">All members of all forms, every one optional.</param>
/// <param name="read">The value, or null after noting why the members make no form.</param>
/// <param name="write">The form of a value.</param>
/// <param name="plain">The plain form; null where there is none.</param>
sealed class FormShape<TForm>(
    string name,
    RecordShape form,
    Func<TForm, Reading, object?> read,
    Func<object, TForm> write,
    PlainForm? plain = null) : Shape
    where TForm : notnull
{
    public override object? Read(ref Utf8JsonReader json, Reading reading)
    {
        if (json.TokenType is not JsonTokenType.StartObject && plain is not null)
        {
            return plain.Read(ref json) ?? reading.Wrong(plain.Sentence);
        }

        return form.Read(ref json, reading) is TForm members ? read(members, reading) : null;
    }

    public override void Write(Utf8JsonWriter writer, object value)
    {
        if (plain is null || !plain.Write(writer, value))
        {
            form.Write(writer, write(value));
        }
    }

    public override SchemaNode Describe(SchemaBook book) => book.Reference(name, () => plain is null
        ? form.Object(book)
        : new SchemaNode(Type: null) { OneOf = [new SchemaNode(plain.Type), form.Object(book)] });
}

/// <summary>The short form of a value that also has a long one.</summary>
/// <param name="Type">Its type in JSON Schema.</param>
/// <param name="Sentence">What is expected, when neither form is there.</param>
/// <param name="Read">The value, or null.</param>
/// <param name="Write">Writes it, or answers false where the value needs the long form.</param>
sealed record PlainForm(
    string Type, string Sentence, PlainForm.Reader Read, Func<Utf8JsonWriter, object, bool> Write)
{
    /// <summary>The value that a token is, or null.</summary>
    public delegate object? Reader(ref Utf8JsonReader json);
}

sealed record CountForm(int? AtLeast, int? AtMost)
{
    public static object? Plain(ref Utf8JsonReader json) =>
        json.TokenType is JsonTokenType.Number && json.TryGetInt32(out var number) && number >= 0
            ? Count.Exactly(number)
            : null;

    public static object? Read(CountForm form, Reading reading) => form switch
    {
        (null, null) => reading.Wrong("A count states atLeast or atMost."),
        ( < 0, _) => reading.Wrong("A count is not negative.", "/atLeast"),
        (_, < 0) => reading.Wrong("A count is not negative.", "/atMost"),
        ({ } low, { } high) when low > high =>
            reading.Wrong("A count's lower bound exceeds its upper one.", "/atLeast"),
        _ => new Count(form.AtLeast ?? 0, form.AtMost),
    };

    public static CountForm Of(object value)
    {
        var count = (Count)value;
        return new CountForm(count.AtLeast == 0 && count.AtMost is not null ? null : count.AtLeast, count.AtMost);
    }

    public static bool WritePlain(Utf8JsonWriter writer, object value)
    {
        var count = (Count)value;
        if (count.IsExact)
        {
            writer.WriteNumberValue(count.AtLeast);
        }

        return count.IsExact;
    }
}

sealed record QuantityForm(
    Comparator? Comparator,
    decimal? Value,
    decimal? Low,
    decimal? High,
    string? Unit,
    string? Word,
    Course? Course,
    EntryKey? ComparedTo)
{
    /// <summary>One form, told by the members that are there; a member of another form is a fault.</summary>
    public static object? Read(QuantityForm form, Reading reading)
    {
        if ((form.Value ?? form.Low ?? form.High) is not null && form.Unit is null)
        {
            return reading.Wrong("A number has a unit (UCUM; 1 for a pure number).", "/unit");
        }

        Quantity? quantity = form switch
        {
            { Course: { } course } => new Quantity.Trend(course, Reached(form), form.ComparedTo),
            { Comparator: { } comparator, Value: { } value } => new Quantity.Compared(comparator, value, form.Unit!),
            { Value: { } value } => new Quantity.Number(value, form.Unit!),
            { Low: { } low, High: { } high } => new Quantity.Range(low, high, form.Unit!),
            { Word: { } word } => new Quantity.Qualitative(word),
            _ => null,
        };
        if (quantity is null || Of(quantity) != form)
        {
            return reading.Wrong("A quantity is one of: value and unit; comparator, value and unit; "
                + "low, high and unit; word; course (and the value reached with its unit, and comparedTo).");
        }

        return form.Low > form.High ? reading.Wrong("An interval's low end exceeds its high end.", "/low") : quantity;
    }

    public static QuantityForm Of(object quantity) => (Quantity)quantity switch
    {
        Quantity.Number number => Blank with { Value = number.Value, Unit = number.Unit },
        Quantity.Compared said => Blank with { Comparator = said.Comparator, Value = said.Value, Unit = said.Unit },
        Quantity.Range range => Blank with { Low = range.Low, High = range.High, Unit = range.Unit },
        Quantity.Qualitative said => Blank with { Word = said.Word },
        Quantity.Trend trend => Blank with
        {
            Course = trend.Course,
            Value = trend.Reached?.Value,
            Unit = trend.Reached?.Unit,
            ComparedTo = trend.ComparedTo,
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static Quantity.Number? Reached(QuantityForm form) =>
        form.Value is { } value ? new Quantity.Number(value, form.Unit!) : null;

    static QuantityForm Blank { get; } = new(null, null, null, null, null, null, null, null);
}

sealed record StatedDateForm(
    CalendarDate? Date,
    CalendarDate? From,
    CalendarDate? To,
    LengthOfTime? Offset,
    LengthOfTime? PlusMinus,
    LengthOfTime? AtLeast,
    EntryKey? After,
    EntryKey? Before,
    AnchorPoint? AnchorPoint,
    int? PostoperativeDay,
    EntryKey? Of,
    int? Age,
    EntryKey? SameTimeAs,
    Items<EntryKey> NotBefore,
    Items<EntryKey> NotAfter,
    string? Text,
    string? Judgement,
    bool Disputed)
{
    public static object? Plain(ref Utf8JsonReader json) =>
        json.TokenType is JsonTokenType.String && CalendarDate.TryParse(json.GetString(), out var date)
            ? StatedDate.Of(new ClinicalDate.On(date!))
            : null;

    /// <summary>One form, told by the members that are there; a member of another form is a fault.</summary>
    public static object? Read(StatedDateForm form, Reading reading)
    {
        var date = form switch
        {
            { Date: { } on } => new ClinicalDate.On(on),
            { From: { } from, To: { } to } => new ClinicalDate.Between(from, to),
            { Offset: { } length } when form.Anchor is { } anchor =>
                new ClinicalDate.Offset(length, anchor, form.PlusMinus),
            { AtLeast: { } length } when form.Anchor is { } anchor => new ClinicalDate.AtLeast(length, anchor),
            { PostoperativeDay: { } day, Of: { } procedure } => new ClinicalDate.PostoperativeDay(day, procedure),
            { Age: { } years } => new ClinicalDate.AtAge(years),
            { SameTimeAs: { } other } => new ClinicalDate.SameTimeAs(other),
            _ => (ClinicalDate)new ClinicalDate.NotStated(),
        };
        var stated = new StatedDate(date, form.NotBefore, form.NotAfter, form.Text, form.Judgement, form.Disputed);
        var start = form.AnchorPoint is Domain.Dates.AnchorPoint.Start;
        if (FormOf(stated) == (start ? form with { AnchorPoint = null } : form))
        {
            return stated;
        }

        return reading.Wrong(
            "A date is one of: date; from and to; offset with after or before (and plusMinus, anchorPoint); atLeast "
            + "with after or before; postoperativeDay and of; age; sameTimeAs; or none of these.");
    }

    public static StatedDateForm FormOf(object value)
    {
        var stated = (StatedDate)value;
        var form = Blank with
        {
            NotBefore = stated.NotBefore,
            NotAfter = stated.NotAfter,
            Text = stated.Text,
            Judgement = stated.Judgement,
            Disputed = stated.Disputed,
        };
        return stated.Date switch
        {
            ClinicalDate.On on => form with { Date = on.Date },
            ClinicalDate.Between between => form with { From = between.From, To = between.To },
            ClinicalDate.Offset offset => form.WithAnchor(offset.From) with
            {
                Offset = offset.Length,
                PlusMinus = offset.PlusMinus,
            },
            ClinicalDate.AtLeast least => form.WithAnchor(least.From) with { AtLeast = least.Length },
            ClinicalDate.PostoperativeDay day => form with { PostoperativeDay = day.Day, Of = day.Of },
            ClinicalDate.AtAge age => form with { Age = age.Years },
            ClinicalDate.SameTimeAs same => form with { SameTimeAs = same.Entry },
            _ => form,
        };
    }

    public static bool WritePlain(Utf8JsonWriter writer, object value)
    {
        var stated = (StatedDate)value;
        if (stated.Date is not ClinicalDate.On on || stated != StatedDate.Of(on))
        {
            return false;
        }

        writer.WriteStringValue(on.Date.ToString());
        return true;
    }

    Anchor? Anchor => (After, Before) switch
    {
        ({ } after, null) => new Anchor(after, AnchorPoint ?? Domain.Dates.AnchorPoint.Start, Direction.After),
        (null, { } before) => new Anchor(before, AnchorPoint ?? Domain.Dates.AnchorPoint.Start, Direction.Before),
        _ => null,
    };

    StatedDateForm WithAnchor(Anchor anchor) => this with
    {
        After = anchor.Direction is Direction.After ? anchor.Entry : null,
        Before = anchor.Direction is Direction.Before ? anchor.Entry : null,
        AnchorPoint = anchor.Point is Domain.Dates.AnchorPoint.Start ? null : anchor.Point,
    };

    static StatedDateForm Blank { get; } = new(
        null, null, null, null, null, null, null, null, null, null, null, null, null, [], [], null, null, false);
}
