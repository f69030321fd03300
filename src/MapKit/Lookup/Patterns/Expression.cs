namespace MapKit.Lookup.Patterns;

/// <summary>An expression of a rule as it stands there.</summary>
/// <param name="text">The text between the delimiters.</param>
/// <param name="options">The flags behind it.</param>
/// <param name="negated">Whether a mark before it says "does not match".</param>
internal readonly ref struct Expression(ReadOnlySpan<byte> text, PatternOptions options, bool negated)
{
    /// <summary>The text between the delimiters.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>The flags behind it.</summary>
    public PatternOptions Options { get; } = options;

    /// <summary>Whether a mark before it says "does not match".</summary>
    public bool Negated { get; } = negated;
}
