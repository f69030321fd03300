using MapKit.Lookup.Patterns;

namespace MapKit.Native.RegularExpressions;

/// <summary>
/// The regular expressions of the system's libpcre2-8, with which Postfix matches <c>pcre:</c> tables. Expression and
/// subject are bytes: Postfix does not use UTF mode. May be used by several threads.
/// </summary>
public sealed class Pcre2RegularExpressions : IPatternEngine
{
    private static readonly Lazy<Pcre2RegularExpressions?> Found =
        new(static () => Pcre2Library.IsPresent() ? new Pcre2RegularExpressions() : null);

    private Pcre2RegularExpressions()
    {
    }

    /// <summary>The engine. Looks for the library on the first call only.</summary>
    /// <returns>Null on systems without the library.</returns>
    public static Pcre2RegularExpressions? Find() => Found.Value;

    /// <inheritdoc/>
    public IPattern Compile(ReadOnlySpan<byte> expression, PatternOptions options)
    {
        var flags = 0u;
        if (options.HasFlag(PatternOptions.IgnoreCase)) flags |= Pcre2Library.Caseless;
        if (options.HasFlag(PatternOptions.MultiLine)) flags |= Pcre2Library.MultiLine;
        if (options.HasFlag(PatternOptions.DotAll)) flags |= Pcre2Library.DotAll;
        if (options.HasFlag(PatternOptions.ExtendedFormat)) flags |= Pcre2Library.Extended;
        if (options.HasFlag(PatternOptions.Anchored)) flags |= Pcre2Library.Anchored;
        if (options.HasFlag(PatternOptions.DollarEndOnly)) flags |= Pcre2Library.DollarEndOnly;
        if (options.HasFlag(PatternOptions.Ungreedy)) flags |= Pcre2Library.Ungreedy;
        return Pcre2Pattern.Compile(expression, flags);
    }
}
