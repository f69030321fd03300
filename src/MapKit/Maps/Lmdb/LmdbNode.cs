namespace MapKit.Maps.Lmdb;

/// <summary>Where a record is on its page, checked to be inside it.</summary>
/// <param name="KeyOffset">Start of the key.</param>
/// <param name="KeyLength">Bytes of the key.</param>
/// <param name="ValueOffset">Start of the value, or of the reference to it.</param>
/// <param name="ValueLength">Bytes of the value.</param>
/// <param name="Kind">What the value is.</param>
internal readonly record struct LmdbNode(int KeyOffset, int KeyLength, int ValueOffset, uint ValueLength, LmdbNodeKind Kind)
{
    /// <summary>Whether the value is on overflow pages.</summary>
    public bool IsLarge => Kind == LmdbNodeKind.Large;

    /// <summary>Whether the value is the <see cref="LmdbDatabase"/> of a named database.</summary>
    public bool IsDatabase => Kind == LmdbNodeKind.Database;

    /// <summary>Whether the key has several values.</summary>
    public bool HasDuplicates => Kind >= LmdbNodeKind.SubPage;
}

/// <summary>The content of a node after the key.</summary>
internal enum LmdbNodeKind
{
    /// <summary>The value.</summary>
    Value,

    /// <summary>A reference to the value on overflow pages.</summary>
    Large,

    /// <summary>The <see cref="LmdbDatabase"/> of a named database.</summary>
    Database,

    /// <summary>A page with several values.</summary>
    SubPage,

    /// <summary>The <see cref="LmdbDatabase"/> of a tree of several values.</summary>
    SubTree,
}
