using MapKit.Diagnostics;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>Makes the new map of a table, or checks whether it can be made.</summary>
/// <param name="table">The table, with its origin.</param>
/// <param name="cancellation">Cancels the work.</param>
internal sealed class TableBuild(TableMigration table, CancellationToken cancellation)
{
    /// <summary>Called with the complete new map just before it is put in place. An exception prevents that.</summary>
    public Action<SafeFileHandle>? OnReady { get; init; }

    /// <summary>Whether to write nothing. Findings then show no key of a secret table.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Does it. The new map has the owner and the permissions of the old one.</summary>
    /// <param name="findings">Receives what is wrong with single keys.</param>
    /// <exception cref="IOException">The old map or the source cannot be read, or the new map cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    /// <exception cref="Maps.MapLimitException">The records do not fit the map type.</exception>
    public CompileResult Run(IDiagnosticSink findings) => table.Origin == RecordOrigin.Map ? Convert(findings) : Compile(findings);

    private CompileResult Convert(IDiagnosticSink findings) => ConvertOperation.Run(
        table.OldMap!,
        new ConvertOptions
        {
            Type = table.Type,
            OutputPath = table.NewMap,
            CheckOnly = CheckOnly,
            Secret = CheckOnly && table.IsSecret,
            OnReady = OnReady,
            Cancellation = cancellation,
        },
        findings);

    private CompileResult Compile(IDiagnosticSink findings) => CompileOperation.Run(
        table.Source!,
        table.Compile with
        {
            Types = [table.Type],
            Secret = table.IsSecret && (CheckOnly || table.OldMap is null),
            Predecessor = table.OldMap is { } map ? AccessOf(map) : null,
            CheckOnly = CheckOnly,
            OnReady = OnReady,
            Cancellation = cancellation,
        },
        findings)[0];

    private static AccessList? AccessOf(string path)
    {
        using var file = UnlockedFile.OpenRegular(path);
        return SourceIdentity.Read(file) is { Mode: not null } identity ? identity.Access : null;
    }
}
