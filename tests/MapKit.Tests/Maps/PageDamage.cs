using System.Buffers.Binary;

namespace MapKit.Tests.Maps;

/// <summary>Damages a sound file at random: whole pages, header fields, numbers that may be links or lengths, bytes.</summary>
internal static class PageDamage
{
    private static readonly uint[] TellingNumbers = [0, 1, 2, 3, 7, 12, 255, 511, 512, 4095, 0x7fffffff, 0x80000000, 0xffffffff];

    /// <summary>Makes a damaged copy.</summary>
    /// <param name="sound">The file.</param>
    /// <param name="pageSize">Bytes of a page.</param>
    /// <param name="random">Decides.</param>
    /// <param name="overwritten">Number of single bytes that are others now; 0 where whole pages are.</param>
    public static byte[] Apply(byte[] sound, int pageSize, Random random, out int overwritten)
    {
        var file = Once(sound, pageSize, random, out overwritten);
        if (random.Next(4) != 0 || file.Length < pageSize) return file;

        // One damage may hide another.
        file = Once(file, pageSize, random, out var more);
        overwritten += more;
        return file;
    }

    private static byte[] Once(byte[] sound, int pageSize, Random random, out int overwritten)
    {
        var file = sound.ToArray();
        var pages = file.Length / pageSize;
        overwritten = 0;
        switch (random.Next(10))
        {
            case 0:
                return file[..(random.Next(2) == 0 ? pageSize * random.Next(pages) : random.Next(file.Length))];
            case 1: // a page in the place of another
                file.AsSpan(random.Next(pages) * pageSize, pageSize).CopyTo(file.AsSpan(random.Next(pages) * pageSize));
                return file;
            case 2: // two pages exchanged
                var (first, second) = (random.Next(pages) * pageSize, random.Next(pages) * pageSize);
                file.AsSpan(first, pageSize).CopyTo(file.AsSpan(second));
                sound.AsSpan(second, pageSize).CopyTo(file.AsSpan(first));
                return file;
            case 3:
                file.AsSpan(random.Next(pages) * pageSize, pageSize).Clear();
                return file;
            case 4: // a number in a page header
                WriteNumber(file, (random.Next(pages) * pageSize) + (2 * random.Next(16)), pages, random);
                break;
            case 5: // a number at the start of the file
                WriteNumber(file, random.Next(0, Math.Min(160, file.Length - 4)), pages, random);
                break;
            case 6: // a number in an index array
                WriteNumber(file, (random.Next(pages) * pageSize) + 16 + (2 * random.Next(40)), pages, random);
                break;
            case 7: // a number anywhere
                WriteNumber(file, random.Next(file.Length - 4), pages, random);
                break;
            default:
                for (var count = random.Next(1, 9); count > 0; count--) file[random.Next(file.Length)] = (byte)random.Next(256);
                break;
        }

        overwritten = file.Zip(sound).Count(pair => pair.First != pair.Second);
        return file;
    }

    private static void WriteNumber(byte[] file, int offset, int pages, Random random)
    {
        var place = file.AsSpan(offset);
        var number = random.Next(3) switch
        {
            0 => (uint)random.Next(pages),
            1 => TellingNumbers[random.Next(TellingNumbers.Length)],
            _ => BinaryPrimitives.ReadUInt16LittleEndian(place) + (uint)random.Next(-4, 5),
        };
        switch (random.Next(4))
        {
            case 0: BinaryPrimitives.WriteUInt32LittleEndian(place, number); break;
            case 1: BinaryPrimitives.WriteUInt32BigEndian(place, number); break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)number); break;
            default: BinaryPrimitives.WriteUInt16BigEndian(place, (ushort)number); break;
        }
    }
}
