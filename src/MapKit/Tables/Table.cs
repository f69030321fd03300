using MapKit.Diagnostics;

namespace MapKit.Tables;

/// <summary>A source read whole: its typed entries, and the findings beside them.</summary>
/// <typeparam name="TEntry">The type of an entry.</typeparam>
public sealed class Table<TEntry>
    where TEntry : TableEntry
{
    internal Table(IReadOnlyList<TEntry> entries, IReadOnlyList<Diagnostic> diagnostics)
    {
        Entries = entries;
        Diagnostics = diagnostics;
    }

    /// <summary>The entries that Postfix can interpret, in the order of the source; duplicates are not removed.</summary>
    public IReadOnlyList<TEntry> Entries { get; }

    /// <summary>The findings, in the order of the source.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
