using MapKit.Entries;
using MapKit.Maps;
using MapKit.Records;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Loading;

/// <summary>Options for converting a source to records. The defaults are those of postmap with an unchanged main.cf.</summary>
public record LoadOptions : RecordOptions
{
    /// <summary>The map types to make; each gets its own file.</summary>
    public IReadOnlyList<MapType> Types { get; init; } = [MapTypes.Default];

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
    /// Maximum memory for the records of one table, in bytes. A larger source is sorted on disk, beside the map, which
    /// gives the same map, but rules that compare records are then not checked. Null for three quarters of the memory that the process
    /// may use. Alias files, and tables that keep all copies of a key, are not limited by this.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Opens the files that values name (<see cref="ValuesAreFiles"/>); null for the rights of the process.</summary>
    internal ValueFiles? ValueFiles { get; init; }

    /// <summary>Makes a file for records that memory does not hold, or null where they have to be in memory.</summary>
    internal Func<SafeFileHandle>? CreateScratchFile { get; init; }

    /// <summary>Receives the length of the source in bytes at its end, before its records are used.</summary>
    internal Action<long>? OnSourceRead { get; init; }

    /// <summary>Receives the progress about once per megabyte, on the compiling thread.</summary>
    public Action<TableProgress>? OnProgress { get; init; }
}
