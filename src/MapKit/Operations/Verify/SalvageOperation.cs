using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Dump;

namespace MapKit.Operations.Verify;

/// <summary>Writes a source with every record that can still be read in a damaged map. The option <c>verify --salvage</c>, without a terminal.</summary>
public static class SalvageOperation
{
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
