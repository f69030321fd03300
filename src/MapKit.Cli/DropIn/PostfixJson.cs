using System.Buffers;
using MapKit.Cli.Rendering;

namespace MapKit.Cli.DropIn;

/// <summary>
/// What <c>-j</c> prints (docs/formats/postmap-command.md#json-output): an object per line with the key as its only name. Bytes
/// from 0x80 on go out as they are, valid UTF-8 or not, as Postfix does it.
/// </summary>
internal static class PostfixJson
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\', 0x7f]);

    /// <summary>Writes <c>{"KEY": "VALUE"}</c> and LF.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="key">The key as queried or stored.</param>
    /// <param name="value">The value.</param>
    public static void WriteLine(ByteWriter output, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        output.Write("{\""u8);
        WriteEscaped(output, key);
        output.Write("\": \""u8);
        WriteEscaped(output, value);
        output.Write("\"}\n"u8);
    }

    private static void WriteEscaped(ByteWriter output, ReadOnlySpan<byte> text)
    {
        for (var length = text.IndexOfAny(Escaped); length >= 0; length = text.IndexOfAny(Escaped))
        {
            output.Write(text[..length]);
            WriteEscape(output, text[length]);
            text = text[(length + 1)..];
        }

        output.Write(text);
    }

    private static void WriteEscape(ByteWriter output, byte value)
    {
        switch (value)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            default: output.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', HexDigit(value >> 4), HexDigit(value & 15)]); break;
        }
    }

    private static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];
}
