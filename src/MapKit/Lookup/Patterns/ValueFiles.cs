using System.Buffers.Text;
using System.Text;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>Values that are the contents of files (<c>postmap -F</c>, upstream dict_file).</summary>
internal static class ValueFiles
{
    /// <summary>Reads the files that a value names; between two of them comes a newline.</summary>
    /// <param name="names">File names with commas or blanks between them.</param>
    /// <param name="base64">Their contents in base64.</param>
    /// <param name="reason">Why they cannot be read, in Postfix's words; bytes as Latin-1.</param>
    public static bool TryRead(ReadOnlySpan<byte> names, out byte[] base64, out string reason)
    {
        base64 = [];
        reason = "";
        using var contents = new MemoryStream();
        var count = 0;
        for (var rest = names; ;)
        {
            while (!rest.IsEmpty && IsSeparator(rest[0])) rest = rest[1..];
            if (rest.IsEmpty) break;
            var length = 0;
            while (length < rest.Length && !IsSeparator(rest[length])) length++;
            if (count++ > 0) contents.WriteByte((byte)'\n');
            if (!TryAppend(rest[..length], contents, out reason)) return false;
            rest = rest[length..];
        }

        if (count == 0)
        {
            reason = $"empty pathname list: >>{Encoding.Latin1.GetString(names)}<<'";
            return false;
        }

        base64 = new byte[Base64.GetMaxEncodedToUtf8Length((int)contents.Length)];
        Base64.EncodeToUtf8(contents.GetBuffer().AsSpan(0, (int)contents.Length), base64, out _, out _);
        return true;
    }

    private static bool TryAppend(ReadOnlySpan<byte> name, MemoryStream contents, out string reason)
    {
        var path = Encoding.UTF8.GetString(name);
        var verb = "open";
        reason = "";
        try
        {
            using var file = UnlockedFile.Open(path);
            verb = "read";
            if (Directory.Exists(path))
            {
                reason = $"read {Encoding.Latin1.GetString(name)}: Is a directory";
                return false;
            }

            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            stream.CopyTo(contents);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = $"{verb} {Encoding.Latin1.GetString(name)}: {RuleSource.ReasonOf(exception)}";
            return false;
        }
    }

    private static bool IsSeparator(byte value) => value == ',' || AsciiSpace.IsTokenSeparator(value);
}
