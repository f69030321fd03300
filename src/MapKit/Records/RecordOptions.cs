namespace MapKit.Records;

/// <summary>Options for converting text to stored records. The defaults are those of postmap with an unchanged main.cf.</summary>
public record RecordOptions
{
    /// <summary>Whether UTF-8 mode is on: lines that are not UTF-8 are ignored (docs/formats/folding.md#utf-8-mode).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding { get; init; } = KeyFolding.Unicode;

    /// <summary>Whether keys and values end in a NUL.</summary>
    public NulConvention Nul { get; init; } = NulConvention.TypeDefault;

    /// <summary>What to do with a duplicate key.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.First;

    /// <summary>Whether a duplicate key is an error that stops the work.</summary>
    public bool DuplicatesAreErrors { get; init; }
}
