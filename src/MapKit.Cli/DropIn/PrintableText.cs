using System.Text;
using MapKit.Postfix;

namespace MapKit.Cli.DropIn;

/// <summary>Replaces unprintable bytes with question marks, as in Postfix's messages (docs/formats/folding.md#unprintable-bytes-in-messages).</summary>
internal static class PrintableText
{
    private const byte Replacement = (byte)'?';

    /// <summary>Replaces them in place.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="utf8">Whether UTF-8 mode is on, so that characters beyond ASCII may pass.</param>
    /// <param name="version">The version that is followed.</param>
    public static void Mask(Span<byte> bytes, bool utf8, PostfixVersion version)
    {
        while (!bytes.IsEmpty)
        {
            var length = utf8 && bytes[0] >= 0x80 ? CharacterLength(bytes, version) : 0;
            if (length == 0)
            {
                if (bytes[0] is < (byte)' ' or >= 0x7F) bytes[0] = Replacement;
                length = 1;
            }

            bytes = bytes[length..];
        }
    }

    private static int CharacterLength(ReadOnlySpan<byte> bytes, PostfixVersion version)
    {
        if (VersionDifferences.In(version).MessagesShowOnlyValidUtf8)
            return Rune.DecodeFromUtf8(bytes, out _, out var consumed) == System.Buffers.OperationStatus.Done ? consumed : 0;

        if (bytes[0] is < 0xC2 or > 0xFE) return 0;
        var length = 1;
        while (length < bytes.Length && (bytes[length] & 0xC0) == 0x80) length++;
        return length > 1 ? length : 0;
    }
}
