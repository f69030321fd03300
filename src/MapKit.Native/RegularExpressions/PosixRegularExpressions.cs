using MapKit.Lookup.Patterns;

namespace MapKit.Native.RegularExpressions;

/// <summary>
/// The regular expressions of the system's C library, with which Postfix matches <c>regexp:</c> tables. Expression and
/// subject are bytes in any locale of the process. May be used by several threads.
/// </summary>
public sealed class PosixRegularExpressions : IPatternEngine
{
    private static readonly Lazy<PosixRegularExpressions?> Found = new(TryCreate);

    private readonly PosixLayout _layout;

    private PosixRegularExpressions(PosixLayout layout) => _layout = layout;

    /// <summary>The engine. Looks for it on the first call only.</summary>
    /// <returns>Null on systems without regcomp, such as Windows, or with one whose structures are unknown.</returns>
    public static PosixRegularExpressions? Find() => Found.Value;

    /// <inheritdoc/>
    public IPattern Compile(ReadOnlySpan<byte> expression, PatternOptions options)
    {
        var flags = 0;
        if (options.HasFlag(PatternOptions.ExtendedSyntax)) flags |= PosixLibrary.Extended;
        if (options.HasFlag(PatternOptions.IgnoreCase)) flags |= PosixLibrary.IgnoreCase;
        if (options.HasFlag(PatternOptions.MultiLine)) flags |= _layout.NewLine;
        if (options.HasFlag(PatternOptions.NoGroups)) flags |= _layout.NoGroups;
        return PosixPattern.Compile(expression, flags, _layout);
    }

    private static PosixRegularExpressions? TryCreate() =>
        PosixLibrary.IsPresent() && PosixLayout.Probe() is { } layout ? new PosixRegularExpressions(layout) : null;
}
