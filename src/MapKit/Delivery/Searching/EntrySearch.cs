using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Lookup;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Searching;

/// <summary>Finds the entry of a key in a source, line by line.</summary>
/// <param name="path">The source.</param>
/// <param name="format">Its format.</param>
/// <param name="options">How keys are folded.</param>
internal sealed class EntrySearch(string path, TableFormat format, LookupOptions options)
{
    /// <summary>So many times the source is read up to the entry; then its entries are kept.</summary>
    private const int FirstReadings = 8;

    private readonly KeyFolder _folder = new(options.Folding);
    private Dictionary<string, (SourcePlace Place, byte[] Value)>? _index;
    private int _searches;

    /// <summary>Finds the first entry, which is the one that is compiled.</summary>
    /// <param name="key">The key, not folded.</param>
    /// <param name="value">What the table answers.</param>
    public EntryPlace? Find(byte[] key, byte[] value)
    {
        if (!FilePresence.FileExists(path)) return null;
        var folded = _folder.Fold(key).ToArray();
        try
        {
            if (_searches++ < FirstReadings)
            {
                using var source = SourceFile.OpenNamed(path);
                using var reader = ReaderOf(source);
                while (reader.Read(out var entry))
                {
                    if (Has(entry.Key, folded) || Has(entry.InternalKey, folded)) return new EntryPlace(path, entry.KeyPlace, entry.Value.SequenceEqual(value));
                }
            }
            else if ((_index ??= Index()).TryGetValue(ByteText.FromBytes(folded), out var found))
            {
                return new EntryPlace(path, found.Place, found.Value.AsSpan().SequenceEqual(value));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The source may be unreadable to a user who can read the map; the answer is given without a place.
        }

        return null;
    }

    private Dictionary<string, (SourcePlace Place, byte[] Value)> Index()
    {
        var index = new Dictionary<string, (SourcePlace, byte[])>(StringComparer.Ordinal);
        using var source = SourceFile.OpenNamed(path);
        using var reader = ReaderOf(source);
        while (reader.Read(out var entry))
        {
            var place = (entry.KeyPlace, entry.Value.ToArray());
            index.TryAdd(ByteText.FromBytes(_folder.Fold(entry.Key)), place);
            index.TryAdd(ByteText.FromBytes(_folder.Fold(entry.InternalKey)), place);
        }

        return index;
    }

    private EntryReader ReaderOf(SourceFile source) =>
        new(source.Stream, path, new EntryReaderOptions { Syntax = format.Syntax, Utf8 = options.Utf8, Secret = format.IsSecret }, new NoFindings());

    private bool Has(ReadOnlySpan<byte> key, byte[] folded) => _folder.Fold(key).SequenceEqual(folded);
}

/// <summary>The place of a table's answer in its source.</summary>
/// <param name="Path">The source.</param>
/// <param name="Place">The key in it.</param>
/// <param name="IsCurrent">Whether the source has the same value; if not, the map has not been compiled since.</param>
public sealed record EntryPlace(string Path, SourcePlace Place, bool IsCurrent);
