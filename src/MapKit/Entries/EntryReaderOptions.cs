namespace MapKit.Entries;

/// <summary>How the lines of a source are read.</summary>
internal sealed record EntryReaderOptions
{
    /// <summary>The syntax; that of postmap by default.</summary>
    public SourceSyntax Syntax { get; init; } = SourceSyntax.Postmap;

    /// <summary>Whether lines that are not UTF-8 are ignored (<c>smtputf8_enable</c>; on by default).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Whether the table holds credentials, so that messages do not quote it.</summary>
    public bool Secret { get; init; }
}
