using System.Diagnostics;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Maps.Replacement;
using MapKit.Operations.Compile;
using MapKit.Platform;

namespace MapKit.Operations.Convert;

/// <summary>Converts a map to another type: the verb <c>convert</c>, without a terminal. No source is needed.</summary>
public static class ConvertOperation
{
    /// <summary>
    /// Converts a map. All records get the same NUL convention, and the NIS records of an alias map, which describe the build
    /// and not the table, are omitted (docs/formats/map-types.md#trailing-nul). A new map has the old one's owner and mode.
    /// </summary>
    /// <param name="path">The old map.</param>
    /// <param name="options">How.</param>
    /// <param name="diagnostics">Receives the findings: keys with several values, keys that are too long.</param>
    /// <exception cref="IOException">
    /// The old map cannot be read (a <see cref="MapFormatException"/>: it is damaged), the new one cannot be written, or it
    /// would replace the old one without permission.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    /// <exception cref="MapLimitException">The records do not fit the map type; nothing was written.</exception>
    public static CompileResult Run(string path, ConvertOptions options, IDiagnosticSink diagnostics)
    {
        ArgumentNullException.ThrowIfNull(options);
        var started = Stopwatch.GetTimestamp();
        var format = MapEngines.ForWriting(options.Type);
        var (identity, status) = StatusOf(path);
        var replacesItself = IsSameFile(status, path, options.OutputPath);
        if (replacesItself) CheckMayReplace(path, options);

        using var output = MapReplacement.Begin(new ReplacementRequest
        {
            Path = options.OutputPath,
            HeaderLength = format.HeaderLength,
            Lock = format.Lock,
            Source = identity,
            ReplacesOnlyMaps = true,
            Force = options.Force,
            CheckOnly = options.CheckOnly,
            KeepSourceOwner = false,
            AsOwnerOfFile = true,
            Predecessor = identity.Access,
            Secret = options.Secret,
            Cancellation = options.Cancellation,
            OnWaiting = options.OnWaiting,
            OnReady = options.OnReady,
        });

        // Opening a file again that is locked here would deadlock (flock) or release the lock (fcntl).
        using var map = replacesItself && output.Existing is { } same ? MapFile.Open(same, path) : MapFile.Open(path, options.Database);
        var conversion = new MapConversion(path, options, diagnostics);
        conversion.Read(map);
        if (conversion.Stop is { } outcome)
            return new CompileResult(options.Type, options.OutputPath, outcome, conversion.Records.Count, 0, Stopwatch.GetElapsedTime(started), []);

        output.IsSecret |= conversion.HoldsKeys;
        if (output.IsSecret)
        {
            foreach (var limit in SecretAccess.LimitsFor(path, identity, options.OutputPath, conversion.HoldsKeys)) output.Limit(limit);
        }

        var stored = conversion.Records.AsStored(format.WithNul(options.Nul));
        format.Write(stored, output);
        var result = output.Commit();
        return new CompileResult(
            options.Type,
            options.OutputPath,
            CompileResult.OutcomeFrom(result.Outcome),
            stored.Count,
            result.Length,
            Stopwatch.GetElapsedTime(started),
            [.. conversion.Notes, .. ReplacementNote.Describe(result)]);
    }

    /// <summary>Converts a map that a stream gives to one that another takes. No file is read or written.</summary>
    /// <param name="map">The bytes, from the start of the map to the end of the stream; not disposed.</param>
    /// <param name="name">Name of the map in messages.</param>
    /// <param name="output">Takes the bytes of the new map, if one is written; not disposed.</param>
    /// <param name="options">How. What concerns the file of the new map does not apply.</param>
    /// <param name="diagnostics">As for a file.</param>
    /// <returns>The result; <see cref="CompileOutcome.Written"/> if the output has the map.</returns>
    /// <exception cref="MapFormatException">The old map is damaged.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    /// <exception cref="MapLimitException">The records do not fit the map type; nothing was written.</exception>
    public static CompileResult Run(Stream map, string name, Stream output, ConvertOptions options, IDiagnosticSink diagnostics)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        using var reader = MapFile.Open(map, name, options.Database);
        return Run(reader, name, output, options, diagnostics);
    }

    /// <summary>As above, of an open map.</summary>
    internal static CompileResult Run(IMapReader map, string name, Stream output, ConvertOptions options, IDiagnosticSink diagnostics)
    {
        var started = Stopwatch.GetTimestamp();
        var format = MapEngines.ForWriting(options.Type);
        var conversion = new MapConversion(name, options, diagnostics);
        conversion.Read(map);
        if (conversion.Stop is { } outcome) return new CompileResult(options.Type, name, outcome, conversion.Records.Count, 0, Stopwatch.GetElapsedTime(started), []);
        var stored = conversion.Records.AsStored(format.WithNul(options.Nul));
        var written = new MemoryMap(format.HeaderLength);
        format.Write(stored, written);
        written.CopyTo(output);
        return new CompileResult(options.Type, name, CompileOutcome.Written, stored.Count, written.Length, Stopwatch.GetElapsedTime(started), conversion.Notes);
    }

    private static (SourceIdentity Identity, FileStatus Status) StatusOf(string path)
    {
        using var file = UnlockedFile.Open(path);
        return (SourceIdentity.Read(file), FileStatus.Read(file));
    }

    private static bool IsSameFile(in FileStatus status, string path, string outputPath)
    {
        if (!FilePresence.FileExists(outputPath)) return false;
        if (!LibC.IsSupported) return string.Equals(Path.GetFullPath(path), Path.GetFullPath(outputPath), StringComparison.OrdinalIgnoreCase);
        var other = FileStatus.At(outputPath);
        return other.Device == status.Device && other.Inode == status.Inode;
    }

    private static void CheckMayReplace(string path, ConvertOptions options)
    {
        using var map = MapFile.Open(path, options.Database);
        if (options.Database is not null) throw new IOException($"{path}: the new map would replace all databases in the file; nothing was written");
        if (map.Type == options.Type || options.InPlace) return;
        var (old, @new) = (MapTypes.NameOf(map.Type), MapTypes.NameOf(options.Type));
        throw new IOException($"{path}: the new map of type {@new} would replace the input map, which is of type {old}; nothing was written (--in-place allows it)");
    }
}
