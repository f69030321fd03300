using MapKit.Entries;
using MapKit.Records;

namespace MapKit.Editing;

/// <summary>How the lines of a document are read and its keys compared. The defaults are those of compile.</summary>
public sealed record DocumentOptions : RecordOptions
{
    /// <summary>The default options.</summary>
    public DocumentOptions()
    {
    }

    /// <summary>Creates options from those of compile.</summary>
    /// <param name="options">The options.</param>
    public DocumentOptions(RecordOptions options)
        : base(options)
    {
    }

    /// <summary>The syntax; that of postmap by default.</summary>
    public SourceSyntax Syntax { get; init; } = SourceSyntax.Postmap;
}
