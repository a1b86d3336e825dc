using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Json;

/// <summary>
/// An entry is one flat object: its kind decides which members stand beside those that every entry has.
/// </summary>
sealed class EntryShape : Shape
{
    static ReadOnlySpan<byte> KindMember => "kind"u8;

    /// <summary>What every entry has.</summary>
    sealed record Head(
        EntryKey Key,
        StatedDate? Occurred,
        StatedDate? Ended,
        LengthOfTime? Duration,
        Items<StatedDate> AlsoStated,
        StatedDate? Known,
        Certainty? Certainty,
        string? By,
        string? Text,
        string? Judgement,
        Source? Source,
        EntryKey? SameAs,
        Items<EntryKey> Supersedes,
        Items<Coding> Codes)
    {
        public static Head Of(Entry entry) => new(
            entry.Key, entry.Occurred, entry.Ended, entry.Duration, entry.AlsoStated, entry.Known, entry.Certainty,
            entry.By, entry.Text, entry.Judgement, entry.Source, entry.SameAs, entry.Supersedes,
            entry.Codes);

        public Entry With(EntryContent content) => new(
            Key, Occurred, Ended, Duration, AlsoStated, Known, Certainty, By, Text, Judgement, Source, SameAs,
            Supersedes, Codes, content);
    }

    static readonly RecordShape HeadShape = Shapes.Record<Head>();

    static readonly WordTable<RecordShape> Contents = new(typeof(EntryContent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(EntryContent)))
        .ToDictionary(type => Words.Kebab(type.Name), type => new RecordShape(type, Shapes.Of)));

    /// <summary>The words for the kinds of entry.</summary>
    public static IEnumerable<string> Kinds => Contents.Words.Order(StringComparer.Ordinal);

    public static string KindOf(EntryContent content) => Words.Kebab(content.GetType().Name);

    public override object? Read(ref Utf8JsonReader json, Reading reading)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            return reading.Wrong("An entry is an object.");
        }

        if (KindIn(json, reading) is not { } content)
        {
            HeadShape.ReadKnown(ref json, reading);
            return null;
        }

        var values = RecordShape.ReadLayers(ref json, reading, [HeadShape, content], KindMember);
        return values is null
            ? null
            : ((Head)HeadShape.Made(values)).With((EntryContent)content.Made(values, HeadShape.Length));
    }

    /// <param name="ahead">A reader of its own: what follows the kind is read by another.</param>
    /// <param name="reading">Collects the faults.</param>
    static RecordShape? KindIn(Utf8JsonReader ahead, Reading reading)
    {
        if (!RecordShape.GoTo(KindMember, ref ahead))
        {
            reading.Wrong("The member kind is missing.", "/kind");
            return null;
        }

        if (Contents.Find(ref ahead) is { } content)
        {
            return content;
        }

        reading.Wrong($"There is no such kind of entry; there are {string.Join(", ", Kinds)}.", "/kind");
        return null;
    }

    public override void Write(Utf8JsonWriter writer, object value)
    {
        var entry = (Entry)value;
        var kind = KindOf(entry.Content);
        writer.WriteStartObject();
        writer.WriteString(KindMember, kind);
        HeadShape.WriteMembers(writer, Head.Of(entry));
        Contents[kind].WriteMembers(writer, entry.Content);
        writer.WriteEndObject();
    }

    public override SchemaNode Describe(SchemaBook book) => book.Reference(nameof(Entry), () => new(Type: null)
    {
        Description = "One flat object; its kind decides which members stand beside those that every entry has.",
        OneOf = [.. Kinds.Select(kind => book.Reference(Contents[kind].Name + "Entry", () => OfKind(kind, book)))],
    });

    static SchemaNode OfKind(string kind, SchemaBook book)
    {
        var (head, content) = (HeadShape.Object(book), Contents[kind].Object(book));
        var members = new Dictionary<string, SchemaNode>
        {
            ["kind"] = new("string") { Constant = kind },
        };
        foreach (var (name, node) in head.Properties.Concat(content.Properties))
        {
            members[name] = node;
        }

        return new SchemaNode("object")
        {
            Properties = members,
            Required = ["kind", .. head.Required, .. content.Required],
        };
    }
}
