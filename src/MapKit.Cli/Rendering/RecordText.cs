using System.Buffers;

namespace MapKit.Cli.Rendering;

/// <summary>A record of a map as <c>mapkit dump</c> prints it.</summary>
internal static class RecordText
{
    /// <summary>Writes a record as a line of JSON.</summary>
    public static void WriteJson(IBufferWriter<byte> output, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, bool raw) => JsonLine.Write(output, "record", writer =>
    {
        if (raw)
        {
            writer.WriteString("key", EscapedBytes.Escape(key.Span));
            writer.WriteString("value", EscapedBytes.Escape(value.Span));
            return;
        }

        JsonLine.WriteBytes(writer, "key", key.Span);
        JsonLine.WriteBytes(writer, "value", value.Span);
    });

    /// <summary>Writes a record as <c>KEY&lt;tab&gt;VALUE</c>.</summary>
    public static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var length = key.Length + value.Length + 2;
        var line = output.GetSpan(length);
        key.CopyTo(line);
        line[key.Length] = (byte)'\t';
        value.CopyTo(line[(key.Length + 1)..]);
        line[length - 1] = (byte)'\n';
        output.Advance(length);
    }
}
