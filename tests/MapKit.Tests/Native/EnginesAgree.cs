using MapKit.Maps;
using MapKit.Native;
using MapKit.Tests.Maps;

namespace MapKit.Tests.Native;

/// <summary>One file, read by the system's library and by MapKit.</summary>
internal static class EnginesAgree
{
    private const int OnPageShare = 4;

    /// <summary>
    /// The same records in the same order and bytes; each key found with its first value by both; the library's check of the
    /// structure has no complaints.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="engine">The library.</param>
    /// <param name="known">Keys to look up, including those that were removed: the place of a removed long key still separates others.</param>
    /// <param name="changedByLibrary">
    /// Whether the library put records into it. On a page of a hash, libdb compares long keys, which lie off the page, and short
    /// ones by rules that contradict one another (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page): where it puts both
    /// kinds on one page it does not find all again, and may store one twice. Its cursor gives them all, and MapKit finds them all.
    /// </param>
    /// <returns>The records; null for a hash that the library has damaged, which goes with that: it may free pages that are in use.</returns>
    public static List<MapRecord>? On(string path, INativeEngine engine, IReadOnlyCollection<byte[]> known, bool changedByLibrary)
    {
        using var ours = MapFile.Open(path);
        var complaints = engine.Verify(path) ?? [];
        if (complaints.Count > 0 && changedByLibrary && ours.Type == MapType.Hash)
        {
            RandomDamage.Expect(() => Assert.InRange(ours.Records.Count(), 0, ours.Info.FileSize));
            return null;
        }

        Assert.Equal([], complaints);
        using var theirs = engine.Open(path);
        var records = theirs.Records.ToList();
        var libraryMayMiss = changedByLibrary && ours.Type == MapType.Hash
            && records.Select(record => record.Key.Length).Concat(known.Select(key => key.Length)).Any(length => length > ours.Info.PageSize / OnPageShare);
        try
        {
            Compare(ours, theirs, records, known, libraryMayMiss);
        }
        catch (MapFormatException) when (libraryMayMiss)
        {
            return null;
        }

        return records;
    }

    private static void Compare(IMapReader ours, INativeMap theirs, List<MapRecord> records, IEnumerable<byte[]> absent, bool libraryMayMiss)
    {
        var keys = new HashSet<ReadOnlyMemory<byte>>(records.Count, ByContent.Comparer);
        var index = 0;
        foreach (var (key, value) in ours.Records)
        {
            if (index == records.Count) Assert.Fail($"MapKit has more than {index} records");
            Same(records[index].Key, key, "key", index);
            Same(records[index].Value, value, "value", index);
            if (keys.Add(key))
            {
                if (!ours.TryGet(key.Span, out var found)) Assert.Fail($"MapKit does not find key {index}");
                Same(value, found, "the value found", index);
                if (!libraryMayMiss)
                {
                    if (!theirs.TryGet(key.Span, out var first)) Assert.Fail($"the library does not find key {index}");
                    Same(first, found, "the value that the library finds", index);
                }
            }

            index++;
        }

        Assert.Equal(records.Count, index);
        foreach (var key in absent.Where(key => !keys.Contains(key)))
        {
            Assert.False(ours.TryGet(key, out _), "MapKit finds a key that is not there");
            Assert.False(theirs.TryGet(key, out _));
        }
    }

    private static void Same(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual, string what, int index)
    {
        if (!expected.Span.SequenceEqual(actual.Span))
            Assert.Fail($"{what} of record {index}: {Convert.ToHexString(expected.Span)} expected, {Convert.ToHexString(actual.Span)} read");
    }
}
