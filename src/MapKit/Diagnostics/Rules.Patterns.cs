namespace MapKit.Diagnostics;

/// <summary>MK52xx: tables of patterns (regexp_table(5), pcre_table(5), cidr_table(5)).</summary>
public static partial class Rules
{
    /// <summary>A line that is no rule of the table. Postfix skips it. Example: <c>/example.com OK</c>.</summary>
    public static readonly DiagnosticRule MalformedRule = new("MK5201", Severity.Error, "malformed rule");

    /// <summary>An expression that the engine refuses. Postfix skips the rule. Example: <c>/(/ OK</c>.</summary>
    public static readonly DiagnosticRule BadExpression = new("MK5202", Severity.Error, "bad regular expression");

    /// <summary>
    /// A result whose <c>$</c> Postfix cannot replace: no such group, no number, or a rule that says when it does not match.
    /// Postfix skips the rule. Example: <c>/joe/ $1</c>.
    /// </summary>
    public static readonly DiagnosticRule BadSubstitution = new("MK5203", Severity.Error, "bad $number in a result");

    /// <summary>A rule of a regexp or pcre table without result. Postfix answers with an empty text, which no program wants.</summary>
    public static readonly DiagnosticRule EmptyResult = new("MK5204", Severity.Warning, "rule without result");

    /// <summary>
    /// <c>if</c> without <c>endif</c>, the other way round, or text behind them. Postfix goes on as if they were right where
    /// it can.
    /// </summary>
    public static readonly DiagnosticRule BadNesting = new("MK5205", Severity.Warning, "if and endif do not fit");

    /// <summary>A flag that PCRE2 has no use for, <c>X</c>. Postfix ignores it.</summary>
    public static readonly DiagnosticRule ObsoleteFlag = new("MK5206", Severity.Warning, "obsolete flag");

    /// <summary>What is no address and no network. Postfix skips the rule. Example: <c>192.0.2.1/24 OK</c>.</summary>
    public static readonly DiagnosticRule BadNetwork = new("MK5207", Severity.Error, "bad network");

    /// <summary>The engine gave up on a key, as by backtracking without end. Postfix takes the rule for one that does not match.</summary>
    public static readonly DiagnosticRule MatchFailure = new("MK5208", Severity.Error, "matching failed");
}
