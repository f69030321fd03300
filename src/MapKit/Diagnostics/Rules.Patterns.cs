namespace MapKit.Diagnostics;

/// <summary>MK52xx: tables of patterns (regexp_table(5), pcre_table(5), cidr_table(5)).</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule MalformedRule = new("MK5201", Severity.Error, "malformed rule")
    {
        Finds = "A line that is no rule of the table.",
        Effect = "Postfix skips it.",
        Example = "/example.com OK",
        Remedy = "Write the rule as regexp_table(5), pcre_table(5) or cidr_table(5) has it.",
    };

    internal static readonly DiagnosticRule BadExpression = new("MK5202", Severity.Error, "bad regular expression")
    {
        Finds = "An expression that the engine refuses.",
        Effect = "Postfix skips the rule.",
        Example = "/(/ OK",
        Remedy = "Correct the expression.",
    };

    internal static readonly DiagnosticRule BadSubstitution = new("MK5203", Severity.Error, "bad $number in a result")
    {
        Finds = "A result whose `$` Postfix cannot replace: no such group, no number, or a rule that says when it does not match.",
        Effect = "Postfix skips the rule.",
        Example = "/joe/ $1",
        Remedy = "Write the number of a group that the expression has; `$$` is a dollar sign.",
    };

    internal static readonly DiagnosticRule EmptyResult = new("MK5204", Severity.Warning, "rule without result")
    {
        Finds = "A rule of a regexp or pcre table without result.",
        Effect = "Postfix answers with an empty text, which no program wants.",
        Remedy = "Write a result behind the pattern.",
    };

    internal static readonly DiagnosticRule BadNesting = new("MK5205", Severity.Warning, "if and endif do not fit")
    {
        Finds = "`if` without `endif`, the other way round, or text behind them.",
        Effect = "Postfix goes on as if they were right where it can.",
        Remedy = "Write one `endif` alone on a line for each `if`.",
    };

    internal static readonly DiagnosticRule ObsoleteFlag = new("MK5206", Severity.Warning, "obsolete flag")
    {
        Finds = "A flag that PCRE2 has no use for, `X`.",
        Effect = "Postfix ignores it.",
        Remedy = "Remove the flag.",
    };

    internal static readonly DiagnosticRule BadNetwork = new("MK5207", Severity.Error, "bad network")
    {
        Finds = "What is no address and no network.",
        Effect = "Postfix skips the rule.",
        Example = "192.0.2.1/24 OK",
        Remedy = "Write an address, or the first address of the network and its number of bits.",
    };

    internal static readonly DiagnosticRule MatchFailure = new("MK5208", Severity.Error, "matching failed")
    {
        Finds = "The engine gave up on a key, as by backtracking without end.",
        Effect = "Postfix takes the rule for one that does not match.",
        Remedy = "Write the expression so that it can match in one way only.",
    };

    internal static readonly DiagnosticRule UnreachableRule = new("MK5209", Severity.Warning, "rule that is never reached")
    {
        IsLint = true,
        Finds = "A rule behind one that answers for all that it matches: a network inside another, an expression that is there already, or any rule behind one that matches everything.",
        Effect = "The first rule that matches answers: Postfix never comes to this one.",
        Example = "192.0.2.0/24 OK\n192.0.2.7 REJECT",
        Remedy = "Put the narrower rule first, or remove it.",
    };
}
