using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>Recognises and opens cdb files.</summary>
internal static class CdbFile
{
    /// <summary>Bytes of the start of a file that <see cref="Recognise"/> wants to see.</summary>
    public const int RecognisedBy = CdbLayout.HeaderLength;

    /// <summary>
    /// Whether a file can be a cdb file. The format has no mark of its own: all 256 entries of the header must make
    /// sense, so ask for the other formats first.
    /// </summary>
    /// <param name="start">The first <see cref="RecognisedBy"/> bytes, or all if there are fewer.</param>
    /// <param name="length">Size of the file in bytes.</param>
    public static bool Recognise(ReadOnlySpan<byte> start, long length) =>
        length >= CdbLayout.HeaderLength && start.Length >= CdbLayout.HeaderLength && FirstBadTable(start, length) < 0;

    /// <summary>Opens a cdb file.</summary>
    /// <param name="bytes">The file; the reader disposes of it, but not when this method fails.</param>
    /// <exception cref="MapFormatException">The header is damaged, or this is no cdb file.</exception>
    public static CdbReader Open(MapBytes bytes)
    {
        if (bytes.Length < CdbLayout.HeaderLength)
            throw new MapFormatException(bytes.Path, $"a cdb file has at least {CdbLayout.HeaderLength} bytes, this one {bytes.Length} (truncated?)");

        var header = new byte[CdbLayout.HeaderLength];
        bytes.Read(0, header);
        var bad = FirstBadTable(header, bytes.Length);
        if (bad < 0) return new CdbReader(bytes, header);

        var (position, slotCount) = CdbLayout.ReadTable(header, bad);
        throw new MapFormatException(
            bytes.Path,
            $"hash table {bad} of {slotCount} slots at {position} is not inside the file of {bytes.Length} bytes (truncated, or not a cdb file)",
            offset: CdbLayout.TableEntryOffset(bad));
    }

    // Tables lie behind the records, and the first table begins where the records end.
    private static int FirstBadTable(ReadOnlySpan<byte> header, long length)
    {
        var (dataEnd, _) = CdbLayout.ReadTable(header, 0);
        for (var table = 0; table < CdbLayout.TableCount; table++)
        {
            var (position, slotCount) = CdbLayout.ReadTable(header, table);
            if (position < CdbLayout.HeaderLength || position < dataEnd
                || position + ((long)slotCount * CdbLayout.SlotLength) > length) return table;
        }

        return -1;
    }
}
