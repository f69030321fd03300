using MapKit.Diagnostics;
using MapKit.Maps;

namespace MapKit.Operations.Edit;

/// <summary>The result of an edit.</summary>
/// <param name="Path">The source as it was named.</param>
/// <param name="Outcome">What became of the file.</param>
/// <param name="Set">The effect of setting an entry; null for other edits.</param>
/// <param name="Lines">Lines of the entries that were set or removed.</param>
/// <param name="HiddenLines">Lines of further entries with the key that was set, which Postfix ignores.</param>
/// <param name="Notes">Notes for the administrator about a successful edit.</param>
/// <param name="OlderMaps">Maps beside the source that are older than it.</param>
public sealed record EditResult(
    string Path,
    EditOutcome Outcome,
    Editing.SetOutcome Set,
    IReadOnlyList<int> Lines,
    IReadOnlyList<int> HiddenLines,
    IReadOnlyList<string> Notes,
    IReadOnlyList<TableOperand> OlderMaps)
{
    /// <summary>The findings of the entry that was set or renamed.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    /// <summary>The source before the edit.</summary>
    internal ReadOnlyMemory<byte> Before { get; init; }

    /// <summary>The source after it; as before if nothing changes.</summary>
    internal ReadOnlyMemory<byte> After { get; init; }
}

/// <summary>The outcome of an edit.</summary>
public enum EditOutcome
{
    /// <summary>Nothing to change; the file was not touched.</summary>
    Unchanged,

    /// <summary>The file was replaced.</summary>
    Written,

    /// <summary>The file would change (check only). Nothing was written.</summary>
    WouldChange,

    /// <summary>There is no such entry; the file was not touched.</summary>
    NotFound,

    /// <summary>The entry has a finding of severity error; the file was not touched.</summary>
    Refused,
}
