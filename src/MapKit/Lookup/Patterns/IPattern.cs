namespace MapKit.Lookup.Patterns;

/// <summary>A compiled regular expression. One instance is for one thread.</summary>
public interface IPattern : IDisposable
{
    /// <summary>Number of parenthesised groups.</summary>
    int Groups { get; }

    /// <summary>Matches a subject.</summary>
    /// <param name="subject">The bytes, without NUL.</param>
    /// <param name="groups">Filled with the byte ranges of the whole match (0) and of each group; a group that did not match is (-1, -1). Shorter than <see cref="Groups"/> + 1 is allowed.</param>
    /// <returns>Whether it matches.</returns>
    /// <exception cref="PatternException">The engine gave up.</exception>
    bool TryMatch(ReadOnlySpan<byte> subject, Span<(int Start, int End)> groups);
}
