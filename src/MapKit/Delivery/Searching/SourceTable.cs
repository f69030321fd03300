using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Lookup;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Searching;

/// <summary><c>source:path</c>: a source queried as if its map had just been compiled.</summary>
internal sealed class SourceTable : LookupTable
{
    /// <summary>The type before the path.</summary>
    public const string TypeName = "source";

    private readonly RecordSet _records;
    private readonly KeyFolder _folder;

    /// <summary>Reads a source.</summary>
    /// <param name="path">The source.</param>
    /// <param name="format">Its format.</param>
    /// <param name="options">How keys are folded, and the receiver of warnings.</param>
    /// <param name="stored">How the keys of the map would be folded.</param>
    /// <exception cref="LookupException">It cannot be read.</exception>
    public SourceTable(string path, TableFormat format, LookupOptions options, KeyFolding stored)
        : base(TypeName, path)
    {
        _folder = new KeyFolder(options.Folding);
        var compile = new LoadOptions
        {
            Types = [],
            Utf8 = options.Utf8,
            Folding = stored,
            AliasKeys = options.Differences.AliasesStorePlainForm ? AliasKeys.Internal : AliasKeys.External,
        };
        try
        {
            using var source = SourceFile.OpenNamed(path);
            _records = new TableLoader(path, format, compile, new NoFindings()).Load(source.Stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LookupException($"open {ByteText.FromText(path)}: {FileFailure.ReasonOf(exception)}", exception);
        }
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <inheritdoc/>
    public override IEnumerable<Maps.MapRecord> Records
    {
        get
        {
            var records = _records.AsStored(withNul: false);
            for (var i = 0; i < records.Count; i++) yield return new Maps.MapRecord(records.Key(i).ToArray(), records.Value(i).ToArray());
        }
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) => _records.TryFind(_folder.Fold(key), out value);
}
