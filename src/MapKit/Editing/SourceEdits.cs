namespace MapKit.Editing;

/// <summary>The pieces of a source to replace, in order. All other bytes are unchanged.</summary>
internal sealed class SourceEdits
{
    private readonly List<(int Start, int End, ReadOnlyMemory<byte> Text)> _pieces = [];

    /// <summary>Whether there is nothing to replace.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Where the first piece begins: the bytes before are unchanged.</summary>
    public int Start => _pieces[0].Start;

    /// <summary>Where the last piece ends: the bytes after are unchanged.</summary>
    public int End => _pieces[^1].End;

    /// <summary>Replaces a piece after the earlier ones.</summary>
    /// <param name="start">Offset of its first byte.</param>
    /// <param name="end">Offset after its last.</param>
    /// <param name="text">The new text.</param>
    public void Replace(int start, int end, ReadOnlyMemory<byte> text) => _pieces.Add((start, end, text));

    /// <summary>The source with the pieces replaced.</summary>
    /// <param name="source">The bytes.</param>
    /// <exception cref="TableEditException">The result is larger than an array can be.</exception>
    public byte[] Apply(ReadOnlySpan<byte> source)
    {
        var length = source.Length + _pieces.Sum(piece => (long)piece.Text.Length - (piece.End - piece.Start));
        if (length > Array.MaxLength) throw new TableEditException("the source would be larger than 2 GB; split it");
        var result = new byte[length];
        var (from, to) = (0, 0);
        foreach (var (start, end, text) in _pieces)
        {
            source[from..start].CopyTo(result.AsSpan(to));
            to += start - from;
            text.Span.CopyTo(result.AsSpan(to));
            to += text.Length;
            from = end;
        }

        source[from..].CopyTo(result.AsSpan(to));
        return result;
    }
}
