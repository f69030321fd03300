using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MapKit.Cli.Rendering;

/// <summary>One JSON object per line. The member <c>kind</c> is the first and says which members follow; docs/json.md has them all.</summary>
internal static partial class JsonLine
{
    /// <summary>How all JSON is written: only what JSON itself requires is escaped, and control characters.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object whose members the caller writes, to memory.</summary>
    public static void Write(IBufferWriter<byte> output, string kind, Action<Utf8JsonWriter> members)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            members(writer);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes bytes as text, or as <c>nameBase64</c> if they are not UTF-8, so that no byte is lost.</summary>
    public static void WriteBytes(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) writer.WriteString(name, bytes);
        else writer.WriteBase64String(name + "Base64", bytes);
    }
}
