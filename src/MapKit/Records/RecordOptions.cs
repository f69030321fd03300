namespace MapKit.Records;

/// <summary>How text becomes stored records. The defaults are postmap's with a sane main.cf.</summary>
public record RecordOptions
{
    /// <summary>Whether UTF-8 mode is on: what is not UTF-8 is dropped (postfix-tables 2.3).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding { get; init; } = KeyFolding.Unicode;

    /// <summary>Whether keys and values end in a NUL.</summary>
    public NulConvention Nul { get; init; } = NulConvention.TypeDefault;

    /// <summary>What a repeated key does.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.First;

    /// <summary>Whether a repeated key is an error that stops the work.</summary>
    public bool DuplicatesAreErrors { get; init; }
}
