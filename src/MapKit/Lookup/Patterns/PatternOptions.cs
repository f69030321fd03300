namespace MapKit.Lookup.Patterns;

/// <summary>Flags of a regular expression, as in regexp_table(5) and pcre_table(5).</summary>
[Flags]
public enum PatternOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Case is ignored (<c>i</c>).</summary>
    IgnoreCase = 1,

    /// <summary>regexp: newline is special (<c>m</c>); pcre: <c>^</c> and <c>$</c> match at lines (<c>m</c>).</summary>
    MultiLine = 2,

    /// <summary>regexp: extended syntax (on unless <c>x</c>).</summary>
    ExtendedSyntax = 4,

    /// <summary>pcre: dot matches newline (<c>s</c>).</summary>
    DotAll = 8,

    /// <summary>pcre: whitespace and comments in the expression (<c>x</c>).</summary>
    ExtendedFormat = 16,

    /// <summary>pcre: anchored (<c>A</c>).</summary>
    Anchored = 32,

    /// <summary>pcre: <c>$</c> only at the end (<c>E</c>).</summary>
    DollarEndOnly = 64,

    /// <summary>pcre: not greedy (<c>U</c>).</summary>
    Ungreedy = 128,

    /// <summary>No group is requested.</summary>
    NoGroups = 256,
}
