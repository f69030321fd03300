namespace MapKit.Lookup.Patterns;

/// <summary>An engine for regular expressions, such as the C library's or PCRE2. Expressions, subjects and groups are bytes.</summary>
public interface IPatternEngine
{
    /// <summary>Compiles an expression.</summary>
    /// <param name="expression">The expression between its delimiters, without NUL.</param>
    /// <param name="options">The flags, with Postfix's defaults applied.</param>
    /// <returns>The compiled expression.</returns>
    /// <exception cref="PatternException">The engine refuses it.</exception>
    IPattern Compile(ReadOnlySpan<byte> expression, PatternOptions options);
}
