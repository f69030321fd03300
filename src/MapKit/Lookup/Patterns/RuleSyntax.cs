namespace MapKit.Lookup.Patterns;

/// <summary>Reads the rules of one type of table.</summary>
/// <typeparam name="TSubject">The key in the form that is tested.</typeparam>
/// <param name="warnings">Takes what is wrong.</param>
internal abstract class RuleSyntax<TSubject>(RuleWarnings warnings)
    where TSubject : allows ref struct
{
    /// <summary>Receives the findings about the current line.</summary>
    public RuleWarnings Warnings => warnings;

    /// <summary>Where the result of the last rule begins, as an offset into its line.</summary>
    public int ResultStart { get; protected set; }

    /// <summary>Reads one rule.</summary>
    /// <param name="line">A logical line without NUL; it does not begin with whitespace but may end in some.</param>
    /// <param name="nesting">How many <c>if</c> are open.</param>
    /// <returns>Null for a skipped line, after a warning.</returns>
    public abstract TableRule<TSubject>? Parse(ReadOnlySpan<byte> line, int nesting);
}
