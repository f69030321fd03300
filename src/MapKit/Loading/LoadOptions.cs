using MapKit.Entries;
using MapKit.Maps;
using MapKit.Records;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Loading;

/// <summary>How a source becomes records. The defaults are postmap's with a sane main.cf.</summary>
public record LoadOptions : RecordOptions
{
    /// <summary>The map types to make; each gets its own file.</summary>
    public IReadOnlyList<MapType> Types { get; init; } = [MapType.Hash];

    /// <summary>The stored forms of alias names.</summary>
    public AliasKeys AliasKeys { get; init; } = AliasKeys.Both;

    /// <summary>
    /// The NIS records <c>YP_LAST_MODIFIED</c> and <c>YP_MASTER_NAME</c> of alias maps, or null for none
    /// (docs/formats/aliases.md#records-added-by-postalias).
    /// </summary>
    internal YpRecords? YpRecords { get; init; }

    /// <summary>Values name files, whose content is stored in base64 (<c>postmap -F</c>, docs/formats/postmap-command.md#values-from-files).</summary>
    public bool ValuesAreFiles { get; init; }

    /// <summary>
    /// Bytes of memory that the records of one table may take. A source that needs more is sorted on disk, beside the map, which
    /// gives the same map; findings about several records are not looked for then. Null for three quarters of what the process
    /// may have. Alias files, and tables of which all copies of a key are kept, are not bounded by this.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Opens the files that values name (<see cref="ValuesAreFiles"/>); null for the rights of the process.</summary>
    internal ValueFiles? ValueFiles { get; init; }

    /// <summary>Makes a file for records that memory does not hold, or null where they have to be in memory.</summary>
    internal Func<SafeFileHandle>? CreateScratchFile { get; init; }

    /// <summary>Told the number of bytes of the source when its end has been reached, before its records are used.</summary>
    internal Action<long>? OnSourceRead { get; init; }

    /// <summary>Told now and then how far the work is, about once for a megabyte, on the thread that compiles.</summary>
    public Action<TableProgress>? OnProgress { get; init; }
}
