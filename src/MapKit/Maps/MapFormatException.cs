namespace MapKit.Maps;

/// <summary>A map file that is damaged, of another kind than it should be, or of a kind that cannot be read.</summary>
public sealed class MapFormatException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong, naming the field.</param>
    /// <param name="page">The page, or null if the format has none or the finding concerns the whole file.</param>
    /// <param name="offset">Offset of the field in bytes from the start of the file, or null.</param>
    public MapFormatException(string path, string reason, long? page = null, long? offset = null)
        : base($"{path}: {Describe(reason, page, offset)}")
    {
        Path = path;
        Reason = reason;
        Page = page;
        Offset = offset;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is wrong, without path and place.</summary>
    public string Reason { get; }

    /// <summary>The page, counted from 0.</summary>
    public long? Page { get; }

    /// <summary>Offset of the field, in bytes from the start of the file.</summary>
    public long? Offset { get; }

    /// <summary>Place and reason: the message without the path.</summary>
    internal string PlaceAndReason => Describe(Reason, Page, Offset);

    private static string Describe(string reason, long? page, long? offset) => (page, offset) switch
    {
        ({ } p, { } o) => $"page {p}, offset {o}: {reason}",
        ({ } p, null) => $"page {p}: {reason}",
        (null, { } o) => $"offset {o}: {reason}",
        _ => reason,
    };
}
