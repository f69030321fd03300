using System.Buffers;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Maps.Replacement;
using MapKit.Operations.Dump;
using MapKit.Platform;
using MapKit.Platform.Paths;

namespace MapKit.Operations.Verify;

/// <summary>Writes a source with every record that can still be read in a damaged map. The option <c>verify --salvage</c>, without a terminal.</summary>
public static class SalvageOperation
{
    private const int WrittenAtOnce = 1 << 16;

    /// <summary>Salvages a map into a new file, which only its owner can read and which appears when it is complete.</summary>
    /// <param name="path">The map file.</param>
    /// <param name="output">The new file.</param>
    /// <param name="options">As below.</param>
    /// <param name="aliasKeys">As below.</param>
    /// <param name="report">As below.</param>
    /// <param name="cancellation">Cancels the work. The unfinished file is removed before <see cref="CancellationTokenSource.Cancel()"/> returns.</param>
    /// <exception cref="IOException">The map cannot be read, or the file cannot be written or already exists.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    internal static SalvageResult Run(
        string path, string output, SourceTextOptions options, AliasKeys? aliasKeys, Action<SourceProblem> report, CancellationToken cancellation = default)
    {
        CheckMissing(output);

        // The file may contain another table's passwords: only its owner may read it, until the owner changes the mode.
        var identity = FileSystemIdentity.Own;
        using var resolved = MapPath.Resolve(output, identity);
        var target = resolved.Path;
        if (LibC.IsSupported) Leftovers.Remove(target);
        using var file = TemporaryMap.Create(target, identity);
        using var removal = cancellation.UnsafeRegister(static file => ((TemporaryMap)file!).Remove(), file);
        var text = new ArrayBufferWriter<byte>(WrittenAtOnce);
        var length = 0L;
        var result = Run(path, options, aliasKeys, Write, report);
        Flush();
        file.Flush();
        using var folder = LibC.IsSupported ? MapFolder.Open(target) : null;
        if (!file.MoveOverTarget(onlyIfMissing: true)) CheckMissing(output);
        if (LibC.IsSupported) folder?.Flush();
        return result;

        void Write(ReadOnlySpan<byte> bytes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (text.WrittenCount + bytes.Length > WrittenAtOnce) Flush();
            text.Write(bytes);
        }

        void Flush()
        {
            file.Write(text.WrittenSpan, length);
            length += text.WrittenCount;
            text.ResetWrittenCount();
        }
    }

    private static void CheckMissing(string output)
    {
        if (LibC.IsSupported ? FileStatus.TryAtLink(output) is not null : Path.Exists(output))
            throw new IOException($"{output}: already exists; name a new file");
    }

    /// <summary>Salvages a map.</summary>
    /// <param name="path">The map file.</param>
    /// <param name="options">How the source will be compiled. Its syntax follows from the records: that of aliases if the record <c>@</c> is among them.</param>
    /// <param name="aliasKeys">The stored forms of alias names, or null for those of the map.</param>
    /// <param name="write">Takes the lines of the source.</param>
    /// <param name="report">Receives the records that the source does not reproduce exactly.</param>
    /// <exception cref="MapFormatException">No part of the file is recognisable as a map.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static SalvageResult Run(
        string path, SourceTextOptions options, AliasKeys? aliasKeys, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var salvage = MapSalvage.Open(path);
        return Run(salvage, options, aliasKeys, write, report);
    }

    /// <summary>Salvages a map that a stream gives. All of it is kept in memory.</summary>
    /// <param name="map">The bytes, from the start of the map to the end of the stream; not disposed.</param>
    /// <param name="name">Name of the map in messages.</param>
    /// <param name="options">As for a file.</param>
    /// <param name="aliasKeys">As for a file.</param>
    /// <param name="write">As for a file.</param>
    /// <param name="report">As for a file.</param>
    /// <exception cref="MapFormatException">No part of the map is recognisable.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static SalvageResult Run(
        Stream map, string name, SourceTextOptions options, AliasKeys? aliasKeys, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        using var salvage = MapSalvage.Create(MapBytes.FromStream(name, map));
        return Run(salvage, options, aliasKeys, write, report);
    }

    /// <summary>Writes the records of an open salvage.</summary>
    internal static SalvageResult Run(
        MapSalvage salvage, SourceTextOptions options, AliasKeys? aliasKeys, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
    {
        var isAliasMap = salvage.Records.Any(record => AliasMarks.IsMark(record.Key, record.Value));
        options = options with { Syntax = isAliasMap ? SourceSyntax.Aliases : SourceSyntax.Postmap };
        if (isAliasMap) options = options with { AliasKeys = aliasKeys ?? SourceDump.AliasKeysOf(salvage.Records, options) };
        var written = SourceDump.Write(salvage.Records, options, write, report);
        return new SalvageResult(salvage.Type, options.Syntax, written, salvage.Losses, salvage.LossCount);
    }
}

/// <summary>The result of <see cref="SalvageOperation"/>.</summary>
/// <param name="Type">The type of the map, from its header or guessed.</param>
/// <param name="Syntax">The syntax of the source.</param>
/// <param name="Written">What was written.</param>
/// <param name="Losses">The parts that could not be read, at most <see cref="MapVerification.ProblemLimit"/>.</param>
/// <param name="LossCount">Number of losses, including those not listed.</param>
public sealed record SalvageResult(MapType Type, SourceSyntax Syntax, SourceDumpResult Written, IReadOnlyList<MapProblem> Losses, long LossCount);
