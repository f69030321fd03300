namespace MapKit.Operations.Status;

/// <summary>Something that is to be said of a table besides its state.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paths">The files that it is about.</param>
public sealed record TableNote(TableNoteKind Kind, IReadOnlyList<string> Paths)
{
    /// <summary>Whether something has to be done about it.</summary>
    public bool NeedsWork => Kind != TableNoteKind.OlderThanSource;
}
