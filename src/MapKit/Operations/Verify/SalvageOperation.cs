using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Dump;

namespace MapKit.Operations.Verify;

/// <summary>Writes a source from every record that can still be reached in a map, however damaged. The option <c>verify --salvage</c>, without a terminal.</summary>
public static class SalvageOperation
{
    /// <summary>Salvages a map.</summary>
    /// <param name="path">The map file.</param>
    /// <param name="options">How the source will be compiled. Its syntax is told by the records: that of aliases if the record <c>@</c> is among them.</param>
    /// <param name="aliasKeys">The stored forms of alias names, or null for those that suit the map.</param>
    /// <param name="write">Takes the lines of the source.</param>
    /// <param name="report">Takes the records that the source does not give back exactly.</param>
    /// <exception cref="MapFormatException">Nothing in the file looks like a part of a map.</exception>
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

/// <summary>What <see cref="SalvageOperation"/> got out of a map.</summary>
/// <param name="Type">The type of the map, told by its header or guessed.</param>
/// <param name="Syntax">The syntax of the source.</param>
/// <param name="Written">What was written.</param>
/// <param name="Losses">What could not be read, at most <see cref="MapVerification.ProblemLimit"/>.</param>
/// <param name="LossCount">Number of losses, also of those not listed.</param>
public sealed record SalvageResult(MapType Type, SourceSyntax Syntax, SourceDumpResult Written, IReadOnlyList<MapProblem> Losses, long LossCount);
