using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tables;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations;

/// <summary>How a source is compiled. The defaults are postmap's with a sane main.cf.</summary>
public sealed record CompileOptions
{
    /// <summary>The map types to make; each gets its own file.</summary>
    public IReadOnlyList<MapType> Types { get; init; } = [MapType.Hash];

    /// <summary>The table's format, or null to tell it by the file name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>The map file, or null for the source's name with the type's suffix. Only with one type.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Whether UTF-8 mode is on: lines that are not UTF-8 are dropped (postfix-tables 2.3).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding { get; init; } = KeyFolding.Unicode;

    /// <summary>Whether keys and values end in a NUL.</summary>
    public NulConvention Nul { get; init; } = NulConvention.TypeDefault;

    /// <summary>What a repeated key does.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.First;

    /// <summary>Whether a repeated key is an error that stops the work.</summary>
    public bool DuplicatesAreErrors { get; init; }

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
    public TablesTogether? Together { get; init; }

    /// <summary>Whether to find out only what would change.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>The stored forms of alias names.</summary>
    public AliasKeys AliasKeys { get; init; } = AliasKeys.Both;

    /// <summary>The NIS records <c>YP_LAST_MODIFIED</c> and <c>YP_MASTER_NAME</c> of alias maps, or null for none (postfix-tables 3.2).</summary>
    public YpRecords? YpRecords { get; init; }

    /// <summary>Values name files, whose content is stored in base64 (<c>postmap -F</c>, postfix-tables 2.6).</summary>
    public bool ValuesAreFiles { get; init; }

    /// <summary>As root, work with the rights of the source's owner and make a new map theirs (postmap without <c>-o</c>; postfix-tables 2.9).</summary>
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
    /// Bytes of memory that the records of one table may take. A source that needs more is sorted on disk, beside the map, which
    /// gives the same map; findings about several records are not looked for then. Null for three quarters of what the process
    /// may have. Alias files, and tables of which all copies of a key are kept, are not bounded by this.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Makes a file for records that memory does not hold, or null where they have to be in memory.</summary>
    internal Func<SafeFileHandle>? CreateScratchFile { get; init; }

    /// <summary>Told now and then how far the work is, about once for a megabyte, on the thread that compiles.</summary>
    public Action<CompileProgress>? OnProgress { get; init; }

    /// <summary>Called once if another writer holds the map for more than a second, with the path.</summary>
    public Action<string>? OnWaiting { get; init; }

    /// <summary>Gives up. Unfinished maps are gone before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }
}
