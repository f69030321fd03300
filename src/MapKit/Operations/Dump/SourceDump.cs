using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Operations.Verify;

namespace MapKit.Operations.Dump;

/// <summary>
/// Writes all records of a map as a source that compiles back to them: <c>dump --as source</c>. The marks that building an alias
/// map adds (<c>@</c>, <c>YP_*</c>; docs/formats/aliases.md#records-added-by-postalias) are omitted.
/// </summary>
public static class SourceDump
{
    /// <summary>The syntax that suits a map: that of aliases if it has the record <c>@</c> that postalias adds.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static SourceSyntax SyntaxOf(IMapReader map) => AliasMarks.HasMark(map) ? SourceSyntax.Aliases : SourceSyntax.Postmap;

    /// <summary>
    /// Finds the option <see cref="Loading.LoadOptions.AliasKeys"/> with which a source reproduces most records of an alias map:
    /// Postfix 3.12 stores the quoted form of a name, older versions the plain form, MapKit both.
    /// </summary>
    /// <param name="records">The records; walked over several times.</param>
    /// <param name="options">The other options with which the source will be compiled.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static AliasKeys AliasKeysOf(IEnumerable<MapRecord> records, SourceTextOptions options)
    {
        var (best, fewest) = (AliasKeys.Both, long.MaxValue);
        foreach (var keys in new[] { AliasKeys.Both, AliasKeys.External, AliasKeys.Internal })
        {
            var problems = Write(records, options with { AliasKeys = keys }, static _ => { }, static _ => { }).Problems;
            if (problems < fewest) (best, fewest) = (keys, problems);
            if (fewest == 0) break;
        }

        return best;
    }

    /// <summary>Writes the source.</summary>
    /// <param name="records">The records as stored; enumerated several times if some are alias names in quotes.</param>
    /// <param name="options">How the source will be compiled.</param>
    /// <param name="write">Takes the lines.</param>
    /// <param name="report">Receives the records that the source does not reproduce exactly.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static SourceDumpResult Write(
        IEnumerable<MapRecord> records, SourceTextOptions options, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Write(new MapWalk(records), options, write, report);
    }

    /// <summary>As above, on all processors.</summary>
    /// <param name="map">The records; walked over several times.</param>
    /// <param name="options">As above.</param>
    /// <param name="write">As above.</param>
    /// <param name="report">As above.</param>
    /// <param name="onPrivateKey">Called before lines with private keys are written.</param>
    internal static SourceDumpResult Write(
        MapWalk map, SourceTextOptions options, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report, Action? onPrivateKey = null)
    {
        var entries = new SourceEntries(options.Syntax);
        var names = options is { Syntax: SourceSyntax.Aliases, AliasKeys: AliasKeys.Both } ? QuotedNames.Collect(entries.From(map.Records)) : null;
        var output = new SourceOutput(names, RepeatedKeys.Find(map, entries), write, report);
        map.Run(() => new SourceLines(entries, options), lines =>
        {
            if (lines.HasPrivateKey) onPrivateKey?.Invoke();
            output.Take(lines);
        });
        output.Complete();
        return new SourceDumpResult(output.Lines, output.Problems, options.AliasKeys);
    }
}

/// <summary>The result of <see cref="SourceDump"/>.</summary>
/// <param name="Lines">Entries written.</param>
/// <param name="Problems">Records that were reported.</param>
/// <param name="AliasKeys">The option with which an alias source compiles back to the same records.</param>
public sealed record SourceDumpResult(long Lines, long Problems, AliasKeys AliasKeys);

/// <summary>A record that a source does not reproduce exactly.</summary>
/// <param name="Key">The key without trailing NUL.</param>
/// <param name="Value">The value without trailing NUL.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsWritten">Whether it has a line, which compiles to an additional or another record.</param>
public sealed record SourceProblem(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, string Reason, bool IsWritten);
