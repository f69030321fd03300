using System.Globalization;
using System.Text;

namespace MapKit.Web.Worker;

/// <summary>The files and links of a tar archive (ustar, GNU and pax). The library of .NET for them does not work in a browser.</summary>
internal static class TarEntries
{
    private const int BlockLength = 512;
    private const int NameLength = 100;
    private const int SizeOffset = 124;
    private const int SizeLength = 12;
    private const int KindOffset = 156;
    private const int TargetOffset = 157;
    private const int MagicOffset = 257;
    private const int PrefixOffset = 345;
    private const int PrefixLength = 155;

    /// <summary>Reads an archive.</summary>
    /// <param name="archive">Its bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IEnumerable<TarEntry> Read(byte[] archive, string name)
    {
        string? longName = null, longTarget = null;
        for (var offset = 0; offset + BlockLength <= archive.Length;)
        {
            var header = archive.AsMemory(offset, BlockLength);
            if (header.Span[0] == 0) yield break;
            var size = Number(header.Span.Slice(SizeOffset, SizeLength));
            offset += BlockLength;
            if (size < 0 || size > archive.Length - offset) throw new InvalidDataException($"{name}: the archive is damaged or ends early");
            var content = archive.AsMemory(offset, (int)size);
            offset += (int)Math.Min((size + BlockLength - 1) / BlockLength * BlockLength, archive.Length - offset);
            switch ((char)header.Span[KindOffset])
            {
                case 'L':
                    longName = Text(content.Span);
                    continue;
                case 'K':
                    longTarget = Text(content.Span);
                    continue;
                case 'x':
                    longName = PaxValue(content.Span, "path") ?? longName;
                    longTarget = PaxValue(content.Span, "linkpath") ?? longTarget;
                    continue;
                case '0' or '\0' or '7':
                    yield return new TarEntry(longName ?? NameOf(header.Span), content, null, IsHardLink: false);
                    break;
                case '1' or '2':
                    yield return new TarEntry(longName ?? NameOf(header.Span), default, longTarget ?? Text(header.Span.Slice(TargetOffset, NameLength)), header.Span[KindOffset] == '1');
                    break;
            }

            (longName, longTarget) = (null, null);
        }
    }

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..NameLength]);
        var prefix = header.Slice(MagicOffset, 6).SequenceEqual("ustar\0"u8) ? Text(header.Slice(PrefixOffset, PrefixLength)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    private static long Number(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field)
        {
            if (digit is >= (byte)'0' and <= (byte)'7') value = (value << 3) | (uint)(digit - '0');
            else if (value > 0 || digit is not ((byte)' ' or 0)) break;
        }

        return value;
    }

    /// <summary>A value of a pax header: lines of <c>length name=value</c>.</summary>
    private static string? PaxValue(ReadOnlySpan<byte> content, string name)
    {
        while (content.IndexOf((byte)' ') is > 0 and var space)
        {
            if (!int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length <= space || length > content.Length) return null;
            var line = Encoding.UTF8.GetString(content[(space + 1)..length]).TrimEnd('\n');
            if (line.StartsWith(name + "=", StringComparison.Ordinal)) return line[(name.Length + 1)..];
            content = content[length..];
        }

        return null;
    }
}

/// <summary>An entry of an archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Target">The target of a link; null for a file.</param>
/// <param name="IsHardLink">Whether the target is a name in the archive.</param>
internal sealed record TarEntry(string Name, ReadOnlyMemory<byte> Content, string? Target, bool IsHardLink);
