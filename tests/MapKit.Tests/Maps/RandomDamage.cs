using System.Buffers.Binary;
using MapKit.Maps;

namespace MapKit.Tests.Maps;

/// <summary>Damages a sound file at random, preferring the places where structure is.</summary>
internal static class RandomDamage
{
    private const int HeaderBytes = 200;

    private static readonly byte[] Extremes = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF];

    private static readonly ulong[] TellingNumbers =
        [0, 1, 2, 3, 7, 12, 255, 511, 512, 4095, 0x7FFF, 0xFFFF, 0x7FFF_FF00, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, long.MaxValue, ulong.MaxValue];

    /// <summary>A damaged copy.</summary>
    /// <param name="sound">The file.</param>
    /// <param name="pageSize">Bytes per page; for a format without pages, of whatever comes first in the file.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Apply(byte[] sound, int pageSize, Random random)
    {
        var file = sound.ToArray();
        var pages = Math.Max(file.Length / pageSize, 1);
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(file, Math.Min(pageSize, file.Length), pages, random);
        return random.Next(12) switch
        {
            0 => file[..random.Next(file.Length)],
            1 => file[..(random.Next(pages) * pageSize)],
            _ => file,
        };
    }

    /// <summary>Does something with a damaged file that may end in an error of the right kind.</summary>
    public static void Expect(Action action)
    {
        try
        {
            action();
        }
        catch (MapFormatException damage)
        {
            // An error is one of the two right answers.
            Assert.NotEmpty(damage.Reason);
        }
    }

    private static void Change(byte[] file, int pageSize, int pages, Random random)
    {
        var page = file.AsSpan(random.Next(pages) * pageSize, pageSize);
        switch (random.Next(12))
        {
            case 0: // a page in the place of another
                page.CopyTo(file.AsSpan(random.Next(pages) * pageSize));
                break;
            case 1: // two pages change places
                var other = file.AsSpan(random.Next(pages) * pageSize, pageSize);
                var kept = other.ToArray();
                page.CopyTo(other);
                kept.CopyTo(page);
                break;
            case 2:
                page.Clear();
                break;
            case 3: // a number in a header: a link, a count, a type
                WriteNumber(page[..Math.Min(48, pageSize)], pages, random);
                break;
            case 4: // in the header of the file
                WriteNumber(file.AsSpan(0, Math.Min(HeaderBytes + 40, pageSize)), pages, random);
                break;
            case 5 or 6: // in an index, an item or a node: a link, a length
                WriteNumber(page, pages, random);
                break;
            case 7: // one item in the place of another
                var length = random.Next(1, Math.Min(64, pageSize));
                page.Slice(random.Next(pageSize - length + 1), length).CopyTo(page[random.Next(pageSize - length + 1)..]);
                break;
            default:
                WriteBytes(file, pageSize, pages, random);
                break;
        }
    }

    private static void WriteBytes(byte[] file, int pageSize, int pages, Random random)
    {
        // Half of the changes hit the first bytes of a page, where its header is.
        var place = random.Next(2) == 0 ? (random.Next(pages) * pageSize) + random.Next(Math.Min(HeaderBytes, pageSize)) : random.Next(file.Length);
        var length = Math.Min(random.Next(1, 9), file.Length - place);
        for (var i = 0; i < length; i++)
        {
            file[place + i] = random.Next(3) == 0 ? (byte)random.Next(256) : Extremes[random.Next(Extremes.Length)];
        }
    }

    private static void WriteNumber(Span<byte> place, int pages, Random random)
    {
        var number = random.Next(2) == 0 ? (ulong)random.Next(pages) : TellingNumbers[random.Next(TellingNumbers.Length)];
        var width = 1 << random.Next(1, 4);
        var bytes = place.Slice(random.Next((place.Length - width) / 2) * 2, width);
        var big = random.Next(3) == 0;
        switch (width)
        {
            case 2 when big: BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number); break;
            case 2: BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number); break;
            case 4 when big: BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number); break;
            case 4: BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)number); break;
            default: BinaryPrimitives.WriteUInt64LittleEndian(bytes, number); break;
        }
    }
}
