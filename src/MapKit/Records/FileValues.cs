using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Records;

/// <summary>
/// Values that name files (<c>postmap -F</c>, docs/formats/postmap-command.md#values-from-files): the source names files, the
/// map contains their content in base64, and queries and dumps decode it. Errors are Postfix's messages, one character per byte.
/// </summary>
internal static class FileValues
{
    // Base64 turns three bytes into four, which must fit in an array.
    private const long LongestContent = 1 << 30;

    /// <summary>Reads the files that a value names and encodes their content, with one LF between files.</summary>
    /// <param name="value">Names separated by commas and whitespace, relative to the working folder.</param>
    /// <param name="encoded">The content in base64, without line breaks.</param>
    /// <param name="error">The error, such as <c>open FILE: No such file or directory</c>.</param>
    /// <returns>Whether every file could be read.</returns>
    public static bool TryEncode(ReadOnlySpan<byte> value, [NotNullWhen(true)] out byte[]? encoded, [NotNullWhen(false)] out string? error) =>
        TryEncode(value, null, out encoded, out error);

    /// <summary>As above.</summary>
    /// <param name="value">The value.</param>
    /// <param name="files">Opens the files; null to open them with the rights of the process.</param>
    /// <param name="encoded">The content.</param>
    /// <param name="error">The error.</param>
    internal static bool TryEncode(ReadOnlySpan<byte> value, ValueFiles? files, [NotNullWhen(true)] out byte[]? encoded, [NotNullWhen(false)] out string? error)
    {
        using var content = new MemoryStream();
        encoded = null;
        error = null;
        var names = value;
        var count = 0;
        while (TryTakeName(ref names, out var name))
        {
            if (count++ > 0) content.WriteByte((byte)'\n');
            error = Append(name, files, content);
            if (error is not null) return false;
        }

        if (count == 0)
        {
            error = $"empty pathname list: >>{ByteText.FromBytes(value)}<<'"; // the stray quote is Postfix's
            return false;
        }

        encoded = new byte[Base64.GetMaxEncodedToUtf8Length((int)content.Length)];
        Base64.EncodeToUtf8(content.GetBuffer().AsSpan(0, (int)content.Length), encoded, out _, out _);
        return true;
    }

    /// <summary>Decodes a value that was found.</summary>
    /// <param name="value">The value in base64. As in Postfix, text after the padding is ignored.</param>
    /// <param name="decoded">The content up to its first NUL, which is all that Postfix's tools show of it.</param>
    /// <param name="error">The error: <c>malformed BASE64 value: </c> and the first 30 bytes.</param>
    /// <returns>Whether the value is base64.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> value, [NotNullWhen(true)] out byte[]? decoded, [NotNullWhen(false)] out string? error)
    {
        decoded = null;
        error = null;
        var text = value.Length % 4 == 0 ? Unpad(value) : default;
        var content = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        if (text.IsEmpty != value.IsEmpty || !TryDecode(text, content, out var length))
        {
            error = $"malformed BASE64 value: {ByteText.FromBytes(value[..Math.Min(value.Length, PostfixLimits.QuotedText)])}";
            return false;
        }

        decoded = StoredText.UpToNul(content.AsMemory(0, length)).ToArray();
        return true;
    }

    private static bool TryTakeName(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name)
    {
        var start = 0;
        while (start < rest.Length && BracedText.IsSeparator(rest[start])) start++;
        var end = start;
        while (end < rest.Length && !BracedText.IsSeparator(rest[end])) end++;
        name = rest[start..end];
        rest = rest[end..];
        return name.Length > 0;
    }

    private static string? Append(ReadOnlySpan<byte> name, ValueFiles? files, MemoryStream content)
    {
        var path = LosslessText.FromBytes(name);
        var action = "open";
        try
        {
            using var handle = files?.Open(path) ?? UnlockedFile.OpenNamed(path);
            action = "read";
            if (FilePresence.FolderExists(path)) return $"read {ByteText.FromBytes(name)}: {SystemWords.IsDirectory}";

            // Reads the length that the file had when it was opened: a device has length 0 and is not read.
            var status = FileStatus.Read(handle);
            var length = status.Length;
            if (length + content.Length > LongestContent) return $"file too large: {ByteText.FromBytes(name)}";
            var bytes = new byte[length];
            for (var done = 0; done < bytes.Length;)
            {
                var read = RandomAccess.Read(handle, bytes.AsSpan(done), done);
                if (read == 0) return $"read {ByteText.FromBytes(name)}: {SystemWords.ApplicationError}";
                done += read;
            }

            files?.Add(handle, status);
            content.Write(bytes);
            return null;
        }
        catch (Exception exception) when (SystemWords.Has(exception))
        {
            return $"{action} {ByteText.FromBytes(name)}: {FileFailure.ReasonOf(exception)}";
        }
    }

    /// <summary>The text up to and including the group with padding; empty if padding is in a wrong place.</summary>
    private static ReadOnlySpan<byte> Unpad(ReadOnlySpan<byte> text)
    {
        var padding = text.IndexOf((byte)'=');
        return padding < 0 ? text : padding % 4 < 2 ? default : text[..padding];
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> content, out int length)
    {
        length = 0;
        int bits = 0, count = 0;
        foreach (var digit in text)
        {
            var value = ValueOf(digit);
            if (value < 0) return false;
            bits = (bits << 6) | value;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            content[length++] = (byte)(bits >> count);
        }

        return true;
    }

    private static int ValueOf(byte digit) => (char)digit switch
    {
        >= 'A' and <= 'Z' => digit - 'A',
        >= 'a' and <= 'z' => digit - 'a' + 26,
        >= '0' and <= '9' => digit - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
