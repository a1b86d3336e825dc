using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Journal.Views;

namespace NetTimeline.Journal.Json;

/// <summary>Writes views as JSON in the same forms as entries are posted in, and describes them.</summary>
public static class ViewJson
{
    /// <summary>Letters of every script as they are: people read this too, and no page takes it in unescaped.</summary>
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTF-8. Members that say nothing are left out.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T view)
        where T : notnull
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            Shapes.Of(typeof(T)).Write(writer, view);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The API's description of a view.</summary>
    public static SchemaNode Describe<T>(SchemaBook book) => Shapes.Of(typeof(T)).Describe(book);

    /// <summary>A patient's log, oldest first.</summary>
    public sealed record LogPage(RegistryKey Patient, long Version, Items<LogLineView> Events);
}
