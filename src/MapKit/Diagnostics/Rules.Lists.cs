namespace MapKit.Diagnostics;

/// <content>MK2970 to MK2979: match lists, in main.cf and in the files that they name.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule BadNetworkInList = new("MK2970", Severity.Error, "bad network in a list")
    {
        Finds = "A pattern of a list such as `mynetworks` looks like a network and is none, or has host bits outside its prefix length.",
        Effect = "Postfix logs a warning for each lookup that reaches the pattern, and answers `451 Temporary lookup failure`.",
        Remedy = "Write the first address of the network and its prefix length, an IPv6 address in brackets.",
    };

    internal static readonly DiagnosticRule AddressWithoutBrackets = new("MK2971", Severity.Error, "IPv6 address without brackets")
    {
        Finds = "An IPv6 address or network of a list is not in brackets.",
        Effect = "Postfix opens a word with a colon as a table: the program stops, or every lookup that reaches the word fails.",
        Remedy = "Write brackets around the address: `[2001:db8::]/32`.",
    };

    internal static readonly DiagnosticRule PatternNeverMatches = new("MK2972", Severity.Warning, "pattern that never matches")
    {
        Finds = "A pattern of a list cannot match: a wildcard, a subdomain pattern in a list of whole domains, a part of an address, a parameter in a file.",
        Effect = "Postfix compares it and never finds it equal.",
        Remedy = "Write the pattern as the list compares it.",
    };

    internal static readonly DiagnosticRule PatternWithoutEffect = new("MK2973", Severity.Warning, "pattern without effect")
    {
        Finds = "A pattern after `!` excludes what no later pattern matches, or an earlier pattern of the opposite sense already matches everything that this one matches.",
        Effect = "The first pattern that matches decides; what no pattern matches is not in the list.",
        Remedy = "Put the exception before the pattern of which it is an exception, or remove it.",
    };

    internal static readonly DiagnosticRule MissingListFile = new("MK2974", Severity.Error, "file of a list is missing")
    {
        Finds = "A list names a file that does not exist or cannot be read.",
        Effect = "Postfix logs `open file`, and every lookup that reaches the word fails: it defers the mail.",
        Remedy = "Create the file, or correct its name.",
    };

    internal static readonly DiagnosticRule NothingNegated = new("MK2975", Severity.Error, "! without a pattern")
    {
        Finds = "A word of a list is `!` alone.",
        Effect = "Every program that reads the list stops with `no pattern after '!'`.",
        Remedy = "Write the pattern directly after the `!`, or remove it.",
    };

    internal static readonly DiagnosticRule CommentInList = new("MK2976", Severity.Warning, "comment inside a list")
    {
        Finds = "A word of a list begins with `#`.",
        Effect = "Postfix logs a warning and ignores the text from there to the end of the value, or of the line of a file.",
        Remedy = "Put the comment on a separate line.",
    };

    internal static readonly DiagnosticRule TableAsList = new("MK2977", Severity.Warning, "table in place of a list")
    {
        Finds = "A line of a file of a list has a second word that is usual as the value of a table, such as `OK`.",
        Effect = "Each word of a line is a pattern.",
        Remedy = "Write one pattern a line, or compile the file and name it with its type, such as `hash:`.",
    };

    internal static readonly DiagnosticRule NoTableInList = new("MK2978", Severity.Error, "word with a colon that is no table")
    {
        Finds = "A word of a list has a colon, but names no table.",
        Effect = "Postfix opens it as a table: the program stops, or every lookup that reaches the word fails.",
        Remedy = "Write `type:name`, or remove the colon.",
    };
}
