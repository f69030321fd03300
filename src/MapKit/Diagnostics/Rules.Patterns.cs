namespace MapKit.Diagnostics;

/// <summary>MK52xx, MK299x: tables of patterns (regexp_table(5), pcre_table(5), cidr_table(5)) and their dialects.</summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule MalformedRule = new("MK5201", Severity.Error, "malformed rule")
    {
        Finds = "A line is not a rule of the table.",
        Effect = "Postfix ignores the line.",
        Example = "/example.com OK",
        Remedy = "Write the rule as regexp_table(5), pcre_table(5) or cidr_table(5) describes it.",
    };

    internal static readonly DiagnosticRule BadExpression = new("MK5202", Severity.Error, "bad regular expression")
    {
        Finds = "The regular expression engine rejects an expression.",
        Effect = "Postfix ignores the rule.",
        Example = "/(/ OK",
        Remedy = "Correct the expression.",
    };

    internal static readonly DiagnosticRule BadSubstitution = new("MK5203", Severity.Error, "bad $number in a result")
    {
        Finds = "Postfix cannot replace a `$` of a result: there is no such group, no number follows, or the rule is negated.",
        Effect = "Postfix ignores the rule.",
        Example = "/joe/ $1",
        Remedy = "Write the number of a group in the expression. `$$` is a dollar sign.",
    };

    internal static readonly DiagnosticRule ForbiddenSubstitution = new("MK5210", Severity.Error, "$number where Postfix forbids it")
    {
        Finds = "A rule of a regexp or pcre table inserts a part of the key (`$1`) into its result, in a table where Postfix does not allow that: "
            + "aliases, transport and sender-dependent tables, mailboxes, users' transports and commands, uids and gids.",
        Effect = "The program that delivers ignores the rule, with a warning in the log. `postmap -q` does not, so that a test with it shows a result that is never used.",
        Example = "/^(.*)@example\\.org$/ smtp:[$1.example.net]",
        Remedy = "Write a rule for each result, or use a table of another type. `$$` is a dollar sign.",
    };

    internal static readonly DiagnosticRule EmptyResult = new("MK5204", Severity.Warning, "rule without result")
    {
        Finds = "A rule of a regexp or pcre table has no result.",
        Effect = "Postfix answers with an empty text, which no program expects.",
        Remedy = "Write a result after the pattern.",
    };

    internal static readonly DiagnosticRule BadNesting = new("MK5205", Severity.Warning, "if and endif do not match")
    {
        Finds = "An `if` has no `endif`, an `endif` no `if`, or text follows one of them.",
        Effect = "Postfix continues as if they matched, where it can.",
        Remedy = "Write one `endif` on a separate line for each `if`.",
    };

    internal static readonly DiagnosticRule ObsoleteFlag = new("MK5206", Severity.Warning, "obsolete flag")
    {
        Finds = "A pattern has the flag `X`, which PCRE2 does not use.",
        Effect = "Postfix ignores it.",
        Remedy = "Remove the flag.",
    };

    internal static readonly DiagnosticRule BadNetwork = new("MK5207", Severity.Error, "bad network")
    {
        Finds = "A pattern is neither an address nor a network.",
        Effect = "Postfix ignores the rule.",
        Example = "192.0.2.1/24 OK",
        Remedy = "Write an address, or the first address of the network and its prefix length.",
    };

    internal static readonly DiagnosticRule MatchFailure = new("MK5208", Severity.Error, "matching failed")
    {
        Finds = "The engine gave up on a key, for example because of endless backtracking.",
        Effect = "Postfix treats the rule as one that does not match.",
        Remedy = "Write the expression so that it can match in only one way.",
    };

    internal static readonly DiagnosticRule UnreachableRule = new("MK5209", Severity.Warning, "unreachable rule")
    {
        IsLint = true,
        Finds = "An earlier rule matches all that this rule matches: a wider network, the same expression, or a rule that matches everything.",
        Effect = "The first rule that matches decides: Postfix never reaches this one. With the same result in both rules, severity info: nothing changes.",
        Example = "192.0.2.0/24 OK\n192.0.2.7 REJECT",
        Remedy = "Put the narrower rule first, or remove it.",
    };

    internal static readonly DiagnosticRule PerlSyntax = new("MK2990", Severity.Warning, "syntax of Perl in a regexp table")
    {
        IsLint = true,
        Finds = "An expression of a regexp table has syntax that only pcre tables know: `\\d` and the like, a backslash in brackets, `(?:`, `.*?`, `a++`.",
        Effect = "regexp tables have POSIX expressions. `\\d` is no digit, `[\\w]` is a backslash or the letter w, `.*?` is as greedy as `.*`, and a rule with `(?:` is skipped.",
        Remedy = "Write the POSIX form, such as `[0-9]`, or name the table with `pcre:`.",
    };
}
