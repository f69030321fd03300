using MapKit.Delivery.Searching;

namespace MapKit.Operations.Explain;

/// <summary>A step of an explanation in words, or one lookup of it, with the lines below it.</summary>
/// <param name="Text">The words, without control characters and without secrets.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Children">The lines below.</param>
internal sealed record ExplanationLine(string Text, ExplanationMeaning Meaning, IReadOnlyList<ExplanationLine> Children)
{
    /// <summary>The line of the source that answered; null if none did.</summary>
    public EntryPlace? Place { get; init; }
}

/// <summary>What a line of an explanation means to the reader.</summary>
internal enum ExplanationMeaning
{
    /// <summary>A fact.</summary>
    Fact,

    /// <summary>A part of the way, with steps below it.</summary>
    Stage,

    /// <summary>A search of tables.</summary>
    Search,

    /// <summary>A table answered.</summary>
    Answer,

    /// <summary>A table has no answer, or is not queried.</summary>
    Nothing,

    /// <summary>It is not known what a table answers.</summary>
    Unknown,

    /// <summary>Mail is bounced or deferred, or a table failed.</summary>
    Failure,

    /// <summary>A note.</summary>
    Note,
}
