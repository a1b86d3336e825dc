using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetTimeline.Synthetic.Writing;

/// <summary>
/// Writes a patient's lines, one after the other, into one piece of memory. Members follow each other as they are
/// called; a member without a value is left out.
/// </summary>
sealed class LineWriter : IDisposable
{
    static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    readonly ArrayBufferWriter<byte> text = new(8192);
    readonly Utf8JsonWriter json;
    readonly List<(SyntheticSort Sort, string Word, int Start, int Json, int End)> lines = [];
    readonly Stack<bool> openLists = new();
    readonly string patient;
    (SyntheticSort Sort, string Word, int Start, int Json) line;

    public LineWriter(string patient)
    {
        this.patient = patient;
        json = new Utf8JsonWriter(text, Options);
    }

    public void Dispose() => json.Dispose();

    /// <param name="sort">Which sort of line.</param>
    /// <param name="member">How the line calls it.</param>
    /// <param name="word">What tells lines of a sort apart.</param>
    public LineWriter Line(SyntheticSort sort, string member, string word)
    {
        var start = text.WrittenCount;
        json.WriteStartObject();
        json.WriteString("patient"u8, patient);
        json.WritePropertyName(member);
        line = (sort, word, start, start + (int)json.BytesCommitted + json.BytesPending);
        json.WriteStartObject();
        return this;
    }

    /// <summary>The line is complete.</summary>
    public void Done()
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        text.Write("\n"u8);
        lines.Add((line.Sort, line.Word, line.Start, line.Json, text.WrittenCount));
    }

    public SyntheticPatient Written()
    {
        ReadOnlyMemory<byte> all = text.WrittenSpan.ToArray();
        var cut = lines.Select(each => new SyntheticLine(
            patient, each.Sort, each.Word, all[each.Start..each.End], all[each.Json..(each.End - "}\n".Length)]));
        return new SyntheticPatient(patient, [.. cut], all);
    }

    public LineWriter Text(string member, string? value)
    {
        if (value is not null)
        {
            json.WriteString(member, value);
        }

        return this;
    }

    public LineWriter Number(string member, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(member, number);
        }

        return this;
    }

    /// <summary>A list of one number.</summary>
    public LineWriter Numbers(string member, int value)
    {
        json.WriteStartArray(member);
        json.WriteNumberValue(value);
        json.WriteEndArray();
        return this;
    }

    public LineWriter Flag(string member)
    {
        json.WriteBoolean(member, true);
        return this;
    }

    public LineWriter Texts(string member, params IEnumerable<string> values)
    {
        var begun = false;
        foreach (var value in values)
        {
            if (!begun)
            {
                json.WriteStartArray(member);
                begun = true;
            }

            json.WriteStringValue(value);
        }

        if (begun)
        {
            json.WriteEndArray();
        }

        return this;
    }

    public LineWriter Object(string member)
    {
        json.WriteStartObject(member);
        openLists.Push(false);
        return this;
    }

    /// <summary>An element of a list.</summary>
    public LineWriter Object()
    {
        json.WriteStartObject();
        openLists.Push(false);
        return this;
    }

    public LineWriter List(string member)
    {
        json.WriteStartArray(member);
        openLists.Push(true);
        return this;
    }

    /// <summary>Of the innermost object or list.</summary>
    public LineWriter End()
    {
        if (openLists.Pop())
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }

        return this;
    }

    public LineWriter Quantity(string member, decimal value, string unit) =>
        Object(member).Number("value", value).Text("unit", unit).End();

    public LineWriter Site(string member, string organ) => Object(member).Text("organ", organ).End();

    public LineWriter Date(string member, When? when)
    {
        if (when is null)
        {
            return this;
        }

        return when.IsPlain ? Text(member, when.Date) : Form(Object(member), when).End();
    }

    /// <summary>A further statement of the date that nothing is reckoned from.</summary>
    public LineWriter Disputed(When? when) =>
        when is null ? this : Form(List("alsoStated").Object(), when).End().End();

    static LineWriter Form(LineWriter to, When when)
    {
        to.Text("date", when.Date)
            .Text("from", when.Interval?.From).Text("to", when.Interval?.To)
            .Text("offset", when.Offset?.Length)
            .Text("after", when.Offset?.After).Text("before", when.AtLeast?.Before)
            .Text("atLeast", when.AtLeast?.Length)
            .Number("postoperativeDay", when.Postoperative?.Day).Text("of", when.Postoperative?.Procedure)
            .Number("age", when.Age)
            .Text("sameTimeAs", when.SameTimeAs);
        if (when.NotBefore is { } earlier)
        {
            to.Texts("notBefore", earlier);
        }

        to.Text("text", when.Text);
        return when.IsDisputed ? to.Flag("disputed") : to;
    }

    /// <summary>The number that a key ends with, and the like.</summary>
    public static string Numbered(string word, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}-{number}");
}
