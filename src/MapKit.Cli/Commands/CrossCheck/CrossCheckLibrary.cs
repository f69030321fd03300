using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Native;
using MapKit.Native.Lmdb;
using MapKit.Operations.Compile;
using MapKit.Operations.CrossCheck;
using MapKit.Records;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>
/// Compares with a library of the system: libdb or liblmdb stores the records by Postfix's rules, and reads the map that MapKit wrote.
/// Only the line reader is shared with MapKit's writer.
/// </summary>
/// <param name="library">The library, or null if there is none for the type.</param>
/// <param name="absence">What is missing where there is none.</param>
/// <param name="rules">How the source is read.</param>
internal sealed class CrossCheckLibrary(INativeEngine? library, string absence, CrossCheckRules rules) : ICrossCheckReader
{
    private const long SmallestMapSize = 1L << 30;
    private const int RoomForEachByte = 16;

    /// <inheritdoc/>
    public string Name => library?.Version.Split(':')[0] ?? "a library of the system";

    /// <inheritdoc/>
    public CrossCheckBuild Build(CrossCheckTask task)
    {
        if (library is null) return new CrossCheckBuild { Refusal = absence };

        // When root runs this, the folder may belong to another user, who could redirect the library to another file.
        using var folder = new CrossCheckWorkFolder(task.Cancellation);
        var path = Path.Combine(folder.Path, "map");
        try
        {
            Store(path, task);
        }
        catch (NativeEngineException)
        {
            // As with Postfix's tools, a record that does not fit ends the run. The missing map is part of the comparison.
            return new CrossCheckBuild();
        }

        task.Cancellation.ThrowIfCancellationRequested();
        File.Move(path, task.MapPath, overwrite: true);
        return new CrossCheckBuild();
    }

    /// <inheritdoc/>
    public IReadOnlyList<MapRecord> Read(string mapPath)
    {
        // The libraries do not validate their input, and the owner of the source may still be able to write to the file.
        using var folder = new CrossCheckWorkFolder(CancellationToken.None);
        var path = Path.Combine(folder.Path, "map");
        File.Copy(mapPath, path);
        var verification = MapVerification.Verify(path);
        if (!verification.IsSound) throw new MapFormatException(mapPath, $"is not sound: {verification.Problems[0].Reason}");
        if (library!.Verify(path) is [var complaint, ..]) throw new IOException(complaint);

        using var map = library.Open(path);
        List<MapRecord> records = [.. map.Records];
        foreach (var (key, value) in records)
        {
            if (!map.TryGet(key.Span, out var found) || !value.Span.SequenceEqual(found))
                throw new IOException($"it lists the key \"{MapKit.Source.DisplayText.Escape(key.Span)}\" and does not find it");
        }

        return records;
    }

    private void Store(string path, CrossCheckTask task)
    {
        using var source = CompileOperation.OpenSource(task.SourcePath);
        var size = library is LmdbLibrary ? Math.Max(SmallestMapSize, source.Length * RoomForEachByte) : (long?)null;
        using var map = library!.Create(path, task.Type, new NativeMapOptions { MapSize = size });
        var isAliases = task.Format.Syntax == SourceSyntax.Aliases;
        using var entries = new EntryReader(
            source, task.SourcePath, new EntryReaderOptions { Syntax = task.Format.Syntax, Utf8 = rules.Utf8 }, new DiagnosticList());
        var folder = new KeyFolder(rules.Folding);
        while (entries.Read(out var entry))
        {
            task.Cancellation.ThrowIfCancellationRequested();
            var isNew = rules.AliasKeys == AliasKeys.Internal
                ? StoreFirst(map, folder.Fold(entry.InternalKey), entry.Value)
                : StoreFirst(map, folder.Fold(entry.Key), entry.Value);
            if (isNew && isAliases && rules.AliasKeys == AliasKeys.Both) StoreFirst(map, folder.Fold(entry.InternalKey), entry.Value);
        }

        if (isAliases) StoreFirst(map, AliasMarks.Mark, AliasMarks.Mark);
        map.Flush();
    }

    /// <summary>Stores a record with Postfix's NUL after key and value, unless the key exists.</summary>
    /// <returns>Whether it was new.</returns>
    private static bool StoreFirst(INativeMap map, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        byte[] stored = [.. key, 0];
        return !map.TryGet(stored, out _) && map.Put(stored, [.. value, 0]);
    }
}
