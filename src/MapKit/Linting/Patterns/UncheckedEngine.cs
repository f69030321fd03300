using MapKit.Lookup.Patterns;

namespace MapKit.Linting.Patterns;

/// <summary>Replaces an engine whose library is unavailable: expressions are then not checked, but the rest of a rule is.</summary>
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
