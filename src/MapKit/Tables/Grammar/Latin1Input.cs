using Sprache;

namespace MapKit.Tables.Grammar;

/// <summary>
/// The text that a Sprache grammar reads. Sprache's input creates a dictionary for every character and can only move
/// one character at a time; this one moves to any position, so that a rule consumes a run of characters in one step.
/// </summary>
internal sealed class Latin1Input : IInput
{
    private Dictionary<object, object>? _memos;

    /// <summary>Creates an input at a position in a text.</summary>
    public Latin1Input(string source, int position = 0)
    {
        Source = source;
        Position = position;
    }

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public int Position { get; }

    /// <inheritdoc/>
    public char Current => Source[Position];

    /// <inheritdoc/>
    public bool AtEnd => Position == Source.Length;

    /// <inheritdoc/>
    public int Line => 1;

    /// <inheritdoc/>
    public int Column => Position + 1;

    /// <inheritdoc/>
    public IDictionary<object, object> Memos => _memos ??= [];

    /// <inheritdoc/>
    public IInput Advance() => new Latin1Input(Source, Position + 1);

    /// <inheritdoc/>
    public bool Equals(IInput? other) => other is not null && other.Position == Position && ReferenceEquals(other.Source, Source);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IInput);

    /// <inheritdoc/>
    public override int GetHashCode() => Position;
}
