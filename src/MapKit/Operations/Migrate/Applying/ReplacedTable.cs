using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Convert;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>A table that had an old map when it was migrated.</summary>
/// <param name="NewMap">The new map, free of links.</param>
/// <param name="OldMap">The old map.</param>
/// <param name="OldType">The name of its type.</param>
internal sealed record ReplacedTable(string NewMap, string OldMap, string OldType)
{
    /// <summary>The path without suffix, which is also that of a source.</summary>
    public string Name => MapTypes.SourceNameOf(OldMap) ?? OldMap;

    /// <summary>Whether the old map has been removed since.</summary>
    /// <exception cref="IOException">This cannot be determined.</exception>
    public bool IsOldMapGone => !FilePresence.Exists(OldMap);

    /// <summary>Whether the new map still exists.</summary>
    /// <exception cref="IOException">This cannot be determined.</exception>
    public bool HasNewMap => FilePresence.Exists(NewMap);

    /// <summary>Makes the old map from the new one, with its owner and permissions, and compares them record by record.</summary>
    /// <returns>Notes for the administrator.</returns>
    /// <exception cref="IOException">It cannot be made. Nothing was changed, unless the message says so.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public IReadOnlyList<string> MakeOldMap()
    {
        if (!MapTypes.TryParse(OldType, out var type)) throw new IOException($"{OldMap}: cannot be made again: maps of type {OldType} are not written");
        var findings = new DiagnosticList();
        var result = ConvertOperation.Run(NewMap, new ConvertOptions { Type = type, OutputPath = OldMap }, findings);
        if (findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error) throw new IOException($"{OldMap}: cannot be made from {NewMap}: {error.Message}");
        TableProof.CompareMaps(NewMap, OldMap);
        return result.Notes;
    }
}
