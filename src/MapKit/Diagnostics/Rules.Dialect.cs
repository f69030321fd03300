namespace MapKit.Diagnostics;

/// <content>MK2990: expressions that mean something else in a table of another type.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule PerlSyntax = new("MK2990", Severity.Warning, "syntax of Perl in a regexp table")
    {
        IsLint = true,
        Finds = "An expression of a regexp table has syntax that only pcre tables know: `\\d` and the like, a backslash in brackets, `(?:`, `.*?`, `a++`.",
        Effect = "regexp tables have POSIX expressions. `\\d` is no digit, `[\\w]` is a backslash or the letter w, `.*?` is as greedy as `.*`, and a rule with `(?:` is skipped.",
        Remedy = "Write the POSIX form, such as `[0-9]`, or name the table with `pcre:`.",
    };
}
