using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Platform.Locks;
using MapKit.Records;

namespace MapKit.Tests.Maps.Engines;

/// <summary>
/// The smallest engine there can be: a mark, the number of records, then length, key, length and value of each. It shows what an
/// engine has to have.
/// </summary>
internal sealed class ListEngine : MapEngine
{
    public const MapType ListType = (MapType)100;
    public const int HeaderBytes = 16;
    public static readonly byte[] Mark = "RECLIST1"u8.ToArray();

    public override MapType Type => ListType;

    public override string Name => "list";

    public override string Suffix => ".list";

    public override string FileFormat => "record list";

    public override bool StoresNul => false;

    public override int HeaderLength => HeaderBytes;

    public override MapLock Lock => MapLock.Flock;

    public override PostfixBehaviour Postfix { get; } = new ListBehaviour();

    public override bool Recognises(ReadOnlySpan<byte> start, long length) => start.StartsWith(Mark);

    public override IMapReader Open(MapBytes bytes, string? database) =>
        database is null ? new ListReader(bytes) : throw DatabaseNames.HasNone(bytes.Path, database);

    public override void Write(MapRecords records, IMapOutput output)
    {
        foreach (var slice in records.InKeyOrder().Slices(RecordRange.Split(records.Count, 1000)))
        {
            foreach (var number in slice.Numbers)
            {
                Append(output, slice.Records.Key(number));
                Append(output, slice.Records.Value(number));
            }
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[Mark.Length..], records.Count);
        output.WriteHeader(header);
    }

    public override CheckedMap Verify(MapBytes bytes, ProblemList problems, string? database)
    {
        problems.Try(() =>
        {
            foreach (var _ in new ListReader(bytes).Records)
            {
            }
        });
        return new CheckedMap(Type);
    }

    public override ISalvage? Salvage(MapBytes bytes) => bytes.Length > HeaderBytes ? new ListSalvage(bytes) : null;

    public override string ProbableWriter(string program) => "a test";

    private static void Append(IMapOutput output, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        output.Append(length);
        output.Append(bytes);
    }

    private sealed class ListBehaviour() : PostfixBehaviour(".list")
    {
        internal override string NotAMap(in RefusedFile file, Action<string> print) => $"{file.Shown} is no list";
    }

    private sealed class ListSalvage(MapBytes bytes) : ISalvage
    {
        public MapType Type => ListType;

        public IEnumerable<MapRecord> Read(ProblemList losses)
        {
            var records = new List<MapRecord>();
            losses.Try(() =>
            {
                foreach (var record in new ListReader(bytes).Records) records.Add(record);
            });
            return records;
        }
    }
}
