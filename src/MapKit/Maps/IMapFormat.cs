using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Maps;

/// <summary>One map type as the rest of MapKit sees it: how it is named, recognised, read, limited and written.</summary>
internal interface IMapFormat
{
    /// <summary>The type.</summary>
    MapType Type { get; }

    /// <summary>Name as Postfix writes it, such as <c>hash</c>.</summary>
    string Name { get; }

    /// <summary>Suffix of the map file, with the dot.</summary>
    string Suffix { get; }

    /// <summary>Whether Postfix stores a NUL after key and value when nothing else is asked.</summary>
    bool StoresNul { get; }

    /// <summary>Shortest stored key in bytes, trailing NUL included: 1 where an empty key cannot be stored.</summary>
    int MinimumKeyLength { get; }

    /// <summary>Longest stored key in bytes, trailing NUL included.</summary>
    int MaximumKeyLength { get; }

    /// <summary>Bytes at the start of the file that are written last.</summary>
    int HeaderLength { get; }

    /// <summary>The lock that Postfix's writers of this type take.</summary>
    MapLock Lock { get; }

    /// <summary>Whether keys and values end in a NUL under a convention.</summary>
    /// <param name="nul">The convention.</param>
    bool WithNul(NulConvention nul) => nul == NulConvention.TypeDefault ? StoresNul : nul == NulConvention.WithNul;

    /// <summary>Lays the records out and writes the file. The bytes depend on the records alone (cdb: and on their order).</summary>
    /// <param name="records">Unique keys in any order (cdb: copies are allowed), each within <see cref="MinimumKeyLength"/> and <see cref="MaximumKeyLength"/>.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="MapLimitException">The format cannot hold so much.</exception>
    void Write(MapRecords records, IMapOutput output);

    /// <summary>Lays out and writes records that are in memory, as <see cref="Write(MapRecords, IMapOutput)"/> does.</summary>
    void Write(in StoredRecords records, IMapOutput output) => Write(new MemoryRecords(records), output);
}
