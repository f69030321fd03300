using System.IO.Hashing;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Operations.Dump;

/// <summary>The keys of a map that occur more than once, of which a source can have only the first.</summary>
internal sealed class RepeatedKeys
{
    private static readonly long Seed = Random.Shared.NextInt64();

    private readonly HashSet<ulong> _digests;
    private readonly RecordSet _seen = new();

    private RepeatedKeys(HashSet<ulong> digests) => _digests = digests;

    /// <summary>Finds them, by digests in a bounded amount of memory, for which a large map is walked over several times.</summary>
    /// <param name="map">The map.</param>
    /// <param name="entries">Which records count.</param>
    /// <returns>Null if no digest occurs twice.</returns>
    public static RepeatedKeys? Find(MapWalk map, SourceEntries entries)
    {
        var digests = new RepeatedDigests();
        do
        {
            try
            {
                map.Run(() => new Digests(entries), part => part.AddTo(digests));
            }
            catch (Exception exception) when (exception is MapFormatException or IOException)
            {
                // The records before the damage are written before it is reported, by the walk that writes.
            }
        }
        while (digests.Continue());

        return digests.Found.Count == 0 ? null : new RepeatedKeys(digests.Found);
    }

    /// <summary>Whether a key was passed before; called once for each record.</summary>
    public bool IsRepetition(ReadOnlySpan<byte> key) => _digests.Contains(RepeatedDigests.Normal(XxHash3.HashToUInt64(key, Seed))) && _seen.Add(key, default) >= 0;

    private sealed class Digests(SourceEntries entries) : IWalkPart
    {
        private readonly List<ulong> _digests = [];

        public void Begin() => _digests.Clear();

        public void Add(in MapRecord record)
        {
            if (entries.IsEntry(record, out var key, out _)) _digests.Add(RepeatedDigests.Normal(XxHash3.HashToUInt64(key.Span, Seed)));
        }

        public void Complete()
        {
        }

        public void AddTo(RepeatedDigests all)
        {
            foreach (var digest in _digests) all.Add(digest);
        }
    }
}
