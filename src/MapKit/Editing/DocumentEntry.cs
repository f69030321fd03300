using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>One entry of a document in its current state: after an edit the document has new entries.</summary>
public sealed class DocumentEntry
{
    private readonly byte[] _source;
    private readonly Texts? _copies;

    internal DocumentEntry(in Entry entry, byte[] source)
    {
        Place = new EntryPlace(entry);
        Line = entry.Line.FirstLine;
        LastLine = entry.Line.Segments[^1].Line;
        _source = source;
        if (!IsInSource(entry)) _copies = new Texts(entry.Key.ToArray(), entry.InternalKey.ToArray(), entry.Value.ToArray());
    }

    /// <summary>The key, not folded. postmap syntax: verbatim, quotes included. Aliases: the name in external (quoted) form.</summary>
    public ReadOnlyMemory<byte> Key => _copies?.Key ?? _source.AsMemory(Start, KeyEnd);

    /// <summary>Aliases: the name in internal (unquoted) form; otherwise the key.</summary>
    public ReadOnlyMemory<byte> InternalKey => _copies?.InternalKey ?? Key;

    /// <summary>The value as Postfix stores it.</summary>
    public ReadOnlyMemory<byte> Value => _copies?.Value ?? _source.AsMemory(Start + ValueStart, ValueEnd - ValueStart);

    /// <summary>Line of the source on which the entry begins, from 1.</summary>
    public int Line { get; }

    /// <summary>Line on which its text ends.</summary>
    internal int LastLine { get; }

    /// <summary>Where its parts are in the source.</summary>
    internal EntryPlace Place { get; }

    /// <inheritdoc cref="EntryPlace.Start"/>
    internal int Start => Place.Start;

    /// <inheritdoc cref="EntryPlace.Length"/>
    internal int Length => Place.Length;

    /// <inheritdoc cref="EntryPlace.HeadLength"/>
    internal int HeadLength => Place.HeadLength;

    /// <inheritdoc cref="EntryPlace.KeyEnd"/>
    internal int KeyEnd => Place.KeyEnd;

    /// <inheritdoc cref="EntryPlace.ValueStart"/>
    internal int ValueStart => Place.ValueStart;

    /// <inheritdoc cref="EntryPlace.ValueEnd"/>
    internal int ValueEnd => Place.ValueEnd;

    /// <inheritdoc cref="EntryPlace.StartsOnOneLine"/>
    internal bool StartsOnOneLine => Place.StartsOnOneLine;

    // Usually key and value are pieces of the source, so no copy is needed. There are millions of entries.
    private bool IsInSource(in Entry entry) =>
        _source.AsSpan(Start, Math.Min(KeyEnd, _source.Length - Start)).SequenceEqual(entry.Key)
        && Start + ValueEnd <= _source.Length && _source.AsSpan(Start + ValueStart, ValueEnd - ValueStart).SequenceEqual(entry.Value)
        && entry.InternalKey.SequenceEqual(entry.Key);

    private sealed record Texts(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> InternalKey, ReadOnlyMemory<byte> Value);
}
