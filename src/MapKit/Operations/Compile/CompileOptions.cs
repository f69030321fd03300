using MapKit.Loading;
using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Postfix;
using MapKit.Tables;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Compile;

/// <summary>Options for compiling a source. The defaults are those of postmap with an unchanged main.cf.</summary>
public sealed record CompileOptions : LoadOptions
{
    /// <summary>The table's format, or null to derive it from the file name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>The map file, or null for the source's name with the type's suffix. Only with one type.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Whether an error finding stops the work before anything is written.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Whether lint's findings about the whole source are also reported, and comments that allow findings are applied. Postfix's
    /// tools do neither. All findings are then reported at the end, in the order of the source.
    /// </summary>
    public bool WithLint { get; init; }

    /// <summary>
    /// With <see cref="WithLint"/>, the tables that are compiled together, or null for a single one. Findings about several tables are
    /// reported when all have been compiled, too late for <see cref="Strict"/>.
    /// </summary>
    internal TablesTogether? Together { get; init; }

    /// <summary>Whether to check only whether the map would change.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Whether the map may replace a source, or a file that is not a map.</summary>
    public bool Force { get; init; }

    /// <summary>Whether a file that is not a map is kept; postmap replaces it.</summary>
    internal bool ReplacesOnlyMaps { get; init; } = true;

    /// <summary>The other sources of the same run, which no map may replace.</summary>
    internal SourceSet? OtherSources { get; init; }

    /// <summary>
    /// As root, work with the rights of the source's owner and make a new map theirs (postmap without <c>-o</c>;
    /// docs/formats/map-ownership.md#owner).
    /// </summary>
    public bool KeepSourceOwner { get; init; } = true;

    /// <summary>A new map is readable by those who may read the source (postmap without <c>-p</c>).</summary>
    public bool KeepSourcePermissions { get; init; } = true;

    /// <summary>
    /// An existing map keeps owner and mode. If not, they are taken from the source again, as postmap does with cdb maps,
    /// each of which is a new file.
    /// </summary>
    public bool KeepMapOwnerAndMode { get; init; } = true;

    /// <summary>The Postfix version whose handling of owners is followed: only 3.12 warns about a root-owned map in another user's folder.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>
    /// The map contains secrets in any format: only users who may read the source may read it, and for values that name files only
    /// the owner.
    /// </summary>
    public bool Secret { get; init; }

    /// <summary>The map of another type that a new map replaces: the new one gets its owner and permissions. Null if there is none.</summary>
    internal AccessList? Predecessor { get; init; }

    /// <summary>Called with the complete new map just before it is put in place. An exception prevents that.</summary>
    internal Action<SafeFileHandle>? OnReady { get; init; }

    /// <summary>Called while another program keeps the map locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Cancels the work. Unfinished maps are removed before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Called when the source is known to be unchanged since it was read, before the map is replaced.</summary>
    internal Action? OnConfirmed { get; init; }
}
