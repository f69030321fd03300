using MapKit.Entries;
using MapKit.Records;

namespace MapKit.Editing;

/// <summary>How the lines of a document are read and its keys compared. The defaults are those of compile.</summary>
public sealed record DocumentOptions
{
    /// <summary>The syntax; that of postmap by default.</summary>
    public SourceSyntax Syntax { get; init; } = SourceSyntax.Postmap;

    /// <summary>Whether UTF-8 mode is on: lines that are not UTF-8 are no entries, and none are written (postfix-tables 2.3).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>How keys are folded before they are compared.</summary>
    public KeyFolding Folding { get; init; } = KeyFolding.Unicode;
}
