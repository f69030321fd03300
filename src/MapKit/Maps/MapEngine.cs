using MapKit.Maps.Paging;
using MapKit.Platform.Locks;
using MapKit.Records;

namespace MapKit.Maps;

/// <summary>
/// One map type: everything that the rest of MapKit needs to know about it. A row of <see cref="MapEngines"/>; an engine is a folder
/// with a class derived from this one, and no other code in MapKit depends on the type of a map.
/// </summary>
internal abstract class MapEngine
{
    /// <summary>The type.</summary>
    public abstract MapType Type { get; }

    /// <summary>Name as Postfix writes it, such as <c>hash</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The type in which a map is rewritten: the same, or another if maps of this type are only read.</summary>
    public virtual MapType WrittenAs => Type;

    /// <summary>Suffix of the map file, with the dot. Engines may share one.</summary>
    public abstract string Suffix { get; }

    /// <summary>Name of the file format. Engines with the same format open and salvage the same files.</summary>
    public abstract string FileFormat { get; }

    /// <summary>Whether a file of this format begins with a magic number. Otherwise the content only has to be plausible.</summary>
    public virtual bool HasMark => true;

    /// <summary>Whether Postfix needs Berkeley DB for the type, which distributions drop.</summary>
    public virtual bool NeedsBerkeleyDb => false;

    /// <summary>Whether Postfix stores a NUL after key and value by default.</summary>
    public abstract bool StoresNul { get; }

    /// <summary>Shortest stored key in bytes, trailing NUL included: 1 if an empty key cannot be stored.</summary>
    public virtual int MinimumKeyLength => 0;

    /// <summary>Longest stored key in bytes, trailing NUL included.</summary>
    public virtual int MaximumKeyLength => int.MaxValue;

    /// <summary>Whether there are keys that cannot be stored because of their length.</summary>
    public bool LimitsKeys => MinimumKeyLength > 0 || MaximumKeyLength < int.MaxValue;

    /// <summary>Whether a map can hold several records with the same key.</summary>
    public virtual bool HoldsDuplicates => false;

    /// <summary>Whether a map is byte for byte what Postfix builds from the same records in the same order.</summary>
    public virtual bool HasBytesOfPostfix => false;

    /// <summary>Bytes at the start of the file that are written last.</summary>
    public abstract int HeaderLength { get; }

    /// <summary>The lock that Postfix's writers of this type take.</summary>
    public abstract MapLock Lock { get; }

    /// <summary>The behaviour and messages of Postfix for maps of this type.</summary>
    public abstract PostfixBehaviour Postfix { get; }

    /// <summary>Whether stored keys and values end in a NUL under a convention.</summary>
    /// <param name="nul">The convention.</param>
    public bool WithNul(NulConvention nul) => nul.StoresNul(StoresNul);

    /// <summary>Whether a file is a map of this type, readable or not.</summary>
    /// <param name="start">The first <see cref="MapFile.RecognisedBy"/> bytes of the file, or all if there are fewer.</param>
    /// <param name="length">Size of the file in bytes.</param>
    public abstract bool Recognises(ReadOnlySpan<byte> start, long length);

    /// <summary>The kind of a file in this format that cannot be read as a map; null for all other files.</summary>
    /// <param name="start">As for <see cref="Recognises"/>.</param>
    public virtual string? RefusalOf(ReadOnlySpan<byte> start) => null;

    /// <summary>Opens a map that was recognised. The reader disposes of the bytes; if this method throws, the caller does.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="database">The name of one of several databases in the file, or null for a file that is one map.</param>
    /// <exception cref="MapFormatException">The map is damaged, or of a version that cannot be read; or there is no such database.</exception>
    public abstract IMapReader Open(MapBytes bytes, string? database);

    /// <summary>Opens a map that was recognised with the records that Postfix sees: named databases are additional records, with binary values.</summary>
    /// <exception cref="MapFormatException">As for <see cref="Open"/>.</exception>
    public virtual IMapReader OpenAsPostfix(MapBytes bytes) => Open(bytes, null);

    /// <summary>The names of the databases in a file that was recognised; none if it is one map.</summary>
    /// <exception cref="MapFormatException">As for <see cref="Open"/>.</exception>
    public virtual IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(MapBytes bytes) => [];

    /// <summary>Lays out the records and writes the file. The bytes depend only on the records (cdb: and on their order).</summary>
    /// <param name="records">Unique keys in any order (duplicates if <see cref="HoldsDuplicates"/>), each within <see cref="MinimumKeyLength"/> and <see cref="MaximumKeyLength"/>.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="MapLimitException">The format cannot contain so much.</exception>
    public abstract void Write(MapRecords records, IMapOutput output);

    /// <summary>Lays out and writes records in memory, as <see cref="Write(MapRecords, IMapOutput)"/> does.</summary>
    public void Write(in StoredRecords records, IMapOutput output) => Write(new MemoryRecords(records), output);

    /// <summary>Checks the structure of a file that was recognised.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="database">The named database to check, or null for the whole file.</param>
    /// <returns>The checked map.</returns>
    /// <exception cref="MapFormatException">The file cannot be checked; or there is no such database.</exception>
    public abstract CheckedMap Verify(MapBytes bytes, ProblemList problems, string? database);

    /// <summary>Creates a salvage of a damaged file.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <returns>Null if no part of the file has this format.</returns>
    public abstract ISalvage? Salvage(MapBytes bytes);

    /// <summary>Whether a recognised map was certainly written by another program than MapKit.</summary>
    /// <exception cref="MapFormatException">Its header is damaged.</exception>
    public virtual bool IsMadeByOther(MapBytes bytes) => false;

    /// <summary>The probable writer of a map that does not follow Postfix's NUL convention.</summary>
    /// <param name="program">The tool of Postfix that writes such a table: postmap or postalias.</param>
    public abstract string ProbableWriter(string program);
}

/// <summary>A map whose structure was checked.</summary>
/// <param name="Type">The type of the map.</param>
internal sealed record CheckedMap(MapType Type)
{
    /// <summary>The names of the databases in the file, if it is sound and was checked completely; none if it is one map.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Databases { get; init; } = [];
}
