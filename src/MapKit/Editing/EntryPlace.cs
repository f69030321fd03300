using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>Where the parts of an entry are in a source.</summary>
internal readonly record struct EntryPlace
{
    /// <summary>Finds the parts of an entry.</summary>
    public EntryPlace(in Entry entry)
    {
        var line = entry.Line;
        var last = line.Segments[^1];
        Start = (int)line.Segments[0].SourceStart;
        Length = (int)last.SourceStart + line.Text.Length - last.TextStart - Start;
        HeadLength = line.IsContinued ? line.Segments[1].TextStart : line.Text.Length;
        LastLength = line.Text.Length - last.TextStart;
        TailLength = line.Text.Length - entry.ValueEnd;
        KeyEnd = entry.KeyEnd;
        ValueStart = entry.ValueStart;
        ValueEnd = entry.ValueEnd;
    }

    /// <summary>Where its first line begins in the source.</summary>
    public int Start { get; }

    /// <summary>Bytes in the source from there to the end of its last line, without the LF.</summary>
    public int Length { get; }

    /// <summary>Offset after its last line, without LF.</summary>
    public int End => Start + Length;

    /// <summary>Bytes of the joined text on the first line.</summary>
    public int HeadLength { get; }

    /// <summary>Bytes of the joined text on the last line.</summary>
    public int LastLength { get; }

    /// <summary>Bytes of the joined text after the value: whitespace, or text after a NUL.</summary>
    public int TailLength { get; }

    /// <summary>End of the key in the joined text.</summary>
    public int KeyEnd { get; }

    /// <summary>Start of the value in the joined text.</summary>
    public int ValueStart { get; }

    /// <summary>End of the value in the joined text.</summary>
    public int ValueEnd { get; }

    /// <summary>Whether key, separator and the start of the value are on one line.</summary>
    public bool StartsOnOneLine => ValueStart < HeadLength;
}
