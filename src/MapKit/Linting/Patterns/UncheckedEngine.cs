using MapKit.Lookup.Patterns;

namespace MapKit.Linting.Patterns;

/// <summary>Stands in for an engine whose library is not to be had: nothing is said of expressions then, but of all else in a rule.</summary>
internal sealed class UncheckedEngine : IPatternEngine
{
    /// <inheritdoc/>
    public IPattern Compile(ReadOnlySpan<byte> expression, PatternOptions options) => new UncheckedPattern();

    private sealed class UncheckedPattern : IPattern
    {
        public int Groups => int.MaxValue;

        public bool TryMatch(ReadOnlySpan<byte> subject, Span<(int Start, int End)> groups) => false;

        public void Dispose()
        {
        }
    }
}
