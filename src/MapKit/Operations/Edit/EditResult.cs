using MapKit.Maps;

namespace MapKit.Operations.Edit;

/// <summary>What an edit did.</summary>
/// <param name="Path">The source as it was named.</param>
/// <param name="Outcome">What became of the file.</param>
/// <param name="Set">What setting an entry did; nothing to say for other edits.</param>
/// <param name="Lines">Lines of the entries that were set or removed: where they are now, or were.</param>
/// <param name="HiddenLines">Lines of further entries with the key that was set, which Postfix ignores.</param>
/// <param name="Notes">What an administrator should know although it was done.</param>
/// <param name="OlderMaps">Maps beside the source that do not have its state yet: those that are older.</param>
public sealed record EditResult(
    string Path,
    EditOutcome Outcome,
    Editing.SetOutcome Set,
    IReadOnlyList<int> Lines,
    IReadOnlyList<int> HiddenLines,
    IReadOnlyList<string> Notes,
    IReadOnlyList<TableOperand> OlderMaps);

/// <summary>What became of a source that was to be edited.</summary>
public enum EditOutcome
{
    /// <summary>It is so already; the file was not touched.</summary>
    Unchanged,

    /// <summary>The file is new.</summary>
    Written,

    /// <summary>Only asked: the file would change. Nothing was written.</summary>
    WouldChange,

    /// <summary>There is no such entry; the file was not touched.</summary>
    NotFound,
}
