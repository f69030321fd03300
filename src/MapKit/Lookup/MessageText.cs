using System.Text;

namespace MapKit.Lookup;

/// <summary>
/// Text of Postfix's messages: one character a byte (Latin-1), so that keys, values and names of any bytes can be quoted.
/// Whoever prints it writes the bytes, with a question mark for those that do not print.
/// </summary>
internal static class MessageText
{
    /// <summary>Bytes as they are.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of a name.</summary>
    public static string Of(string name) => System.Text.Ascii.IsValid(name) ? name : Of(Encoding.UTF8.GetBytes(name));
}
