using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetTimeline.Journal.Json;

/// <summary>
/// Shapes as a document of JSON Schema 2020-12. Unknown members are refused, as the readers refuse them.
/// </summary>
static class SchemaText
{
    static readonly JsonWriterOptions Readable =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="title">What it describes.</param>
    /// <param name="describe">Describes the whole with a book for its parts.</param>
    public static string Of(string title, Func<SchemaBook, SchemaNode> describe)
    {
        var book = new SchemaBook();
        var whole = describe(book);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", title);
            Members(writer, whole);
            writer.WriteStartObject("$defs");
            foreach (var (name, node) in book.Named.OrderBy(named => named.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(name);
                Write(writer, node);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    static void Write(Utf8JsonWriter writer, SchemaNode node)
    {
        writer.WriteStartObject();
        Members(writer, node);
        writer.WriteEndObject();
    }

    static void Members(Utf8JsonWriter writer, SchemaNode node)
    {
        Text(writer, "$ref", node.Reference is { } name ? $"#/$defs/{name}" : null);
        Text(writer, "type", node.Type);
        Text(writer, "description", node.Description);
        Text(writer, "pattern", node.Pattern);
        Text(writer, "const", node.Constant);
        Texts(writer, "enum", node.Words);
        if (node.MinLength is { } least)
        {
            writer.WriteNumber("minLength", least);
        }

        if (node.Items is { } items)
        {
            writer.WritePropertyName("items");
            Write(writer, items);
        }

        if (node.Type == "object")
        {
            Properties(writer, node);
        }

        if (node.OneOf.Count > 0)
        {
            writer.WriteStartArray("oneOf");
            node.OneOf.ToList().ForEach(one => Write(writer, one));
            writer.WriteEndArray();
        }
    }

    static void Properties(Utf8JsonWriter writer, SchemaNode node)
    {
        writer.WriteStartObject("properties");
        foreach (var (name, property) in node.Properties)
        {
            writer.WritePropertyName(name);
            Write(writer, property);
        }

        writer.WriteEndObject();
        Texts(writer, "required", node.Required);
        writer.WriteBoolean("additionalProperties", false);
    }

    static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            writer.WriteStartArray(name);
            texts.ToList().ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }
}
