using MapKit.Loading;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <summary>How a source is compiled. The defaults are postmap's with a sane main.cf.</summary>
public sealed record CompileOptions : LoadOptions
{
    /// <summary>The table's format, or null to tell it by the file name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>The map file, or null for the source's name with the type's suffix. Only with one type.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Whether a finding of severity error stops the work before anything is written.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Whether the findings of lint about the whole source are made as well, and comments that allow a finding are heeded. Postfix's
    /// tools know neither. All findings come at the end then, in the order of the source.
    /// </summary>
    public bool WithLint { get; init; }

    /// <summary>
    /// With <see cref="WithLint"/>, the tables that are compiled together, or null for one alone. What they show only together is
    /// told when all have been compiled, too late for <see cref="Strict"/>.
    /// </summary>
    internal TablesTogether? Together { get; init; }

    /// <summary>Whether to find out only what would change.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Whether the map may take the place of a source, or of a file that is not a map.</summary>
    public bool Force { get; init; }

    /// <summary>Whether a file that is not a map stays; postmap replaces it.</summary>
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
    /// A map that exists keeps owner and mode. If not, they are made anew from the source, as postmap does with cdb maps,
    /// each of which is a new file.
    /// </summary>
    public bool KeepMapOwnerAndMode { get; init; } = true;

    /// <summary>The Postfix whose ways are followed with owners: only 3.12 warns of a root-owned map in another's folder.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>
    /// The map holds secrets, whatever its format: nobody may read it who may not read the source, and of files that values name nobody
    /// but the owner.
    /// </summary>
    public bool Secret { get; init; }

    /// <summary>Called while another program keeps the map locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Gives up. Unfinished maps are gone before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }
}
