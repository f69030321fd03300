using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Tests.Maps.Engines;

/// <summary>Reads the files of <see cref="ListEngine"/>, record by record.</summary>
internal sealed class ListReader(MapBytes bytes) : IMapReader
{
    public MapType Type => ListEngine.ListType;

    public MapInfo Info => new(Type, "record list", bytes.Length, 0, 0, BigEndian: false, 0, 0);

    public IEnumerable<MapRecord> Records
    {
        get
        {
            var header = new byte[ListEngine.HeaderBytes];
            bytes.Read(0, header);
            var count = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(ListEngine.Mark.Length));
            long position = ListEngine.HeaderBytes;
            for (var i = 0L; i < count; i++) yield return new MapRecord(Next(ref position), Next(ref position));
        }
    }

    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        foreach (var record in Records)
        {
            if (!record.Key.Span.SequenceEqual(key)) continue;
            value = record.Value;
            return true;
        }

        value = default;
        return false;
    }

    public void Dispose() => bytes.Dispose();

    private byte[] Next(ref long position)
    {
        var length = new byte[sizeof(int)];
        bytes.Read(position, length);
        var next = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (next < 0 || next > bytes.Length - position) throw new MapFormatException(bytes.Path, $"a length of {next} bytes", offset: position);
        var read = new byte[next];
        bytes.Read(position + length.Length, read);
        position += length.Length + next;
        return read;
    }
}
