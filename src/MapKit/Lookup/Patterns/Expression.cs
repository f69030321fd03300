namespace MapKit.Lookup.Patterns;

/// <summary>An expression of a rule as written.</summary>
/// <param name="text">The text between the delimiters.</param>
/// <param name="options">The flags after it.</param>
/// <param name="negated">Whether it is negated with "!".</param>
internal readonly ref struct Expression(ReadOnlySpan<byte> text, PatternOptions options, bool negated)
{
    /// <summary>The text between the delimiters.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>The flags after it.</summary>
    public PatternOptions Options { get; } = options;

    /// <summary>Whether it is negated with "!".</summary>
    public bool Negated { get; } = negated;
}
