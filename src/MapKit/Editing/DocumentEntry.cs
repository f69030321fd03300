using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>One entry of a document in its current state: after an edit the document has new entries.</summary>
public sealed class DocumentEntry
{
    private readonly byte[] _source;
    private readonly Texts? _copies;

    internal DocumentEntry(in Entry entry, byte[] source)
    {
        var line = entry.Line;
        var last = line.Segments[^1];
        Line = line.FirstLine;
        LastLine = last.Line;
        Start = (int)line.Segments[0].SourceStart;
        Length = (int)last.SourceStart + line.Text.Length - last.TextStart - Start;
        HeadLength = line.IsContinued ? line.Segments[1].TextStart : line.Text.Length;
        LastLength = line.Text.Length - last.TextStart;
        TailLength = line.Text.Length - entry.ValueEnd;
        KeyEnd = entry.KeyEnd;
        ValueStart = entry.ValueStart;
        ValueEnd = entry.ValueEnd;
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

    /// <summary>Where its first line begins in the source.</summary>
    internal int Start { get; }

    /// <summary>Bytes in the source from there to the end of its last line, without the LF.</summary>
    internal int Length { get; }

    /// <summary>Offset after its last line, without LF.</summary>
    internal int End => Start + Length;

    /// <summary>Bytes of the joined text on the first line.</summary>
    internal int HeadLength { get; }

    /// <summary>Bytes of the joined text on the last line.</summary>
    internal int LastLength { get; }

    /// <summary>Bytes of the joined text after the value: whitespace, or text after a NUL.</summary>
    internal int TailLength { get; }

    /// <summary>End of the key in the joined text.</summary>
    internal int KeyEnd { get; }

    /// <summary>Start of the value in the joined text.</summary>
    internal int ValueStart { get; }

    /// <summary>End of the value in the joined text.</summary>
    internal int ValueEnd { get; }

    /// <summary>Whether key, separator and the start of the value are on one line.</summary>
    internal bool StartsOnOneLine => ValueStart < HeadLength;

    // Usually key and value are pieces of the source, so no copy is needed. There are millions of entries.
    private bool IsInSource(in Entry entry) =>
        _source.AsSpan(Start, Math.Min(KeyEnd, _source.Length - Start)).SequenceEqual(entry.Key)
        && Start + ValueEnd <= _source.Length && _source.AsSpan(Start + ValueStart, ValueEnd - ValueStart).SequenceEqual(entry.Value)
        && entry.InternalKey.SequenceEqual(entry.Key);

    private sealed record Texts(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> InternalKey, ReadOnlyMemory<byte> Value);
}
