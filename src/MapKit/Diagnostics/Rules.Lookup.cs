namespace MapKit.Diagnostics;

/// <content>MK51xx: asking tables. What Postfix prints for them depends on the rule; see each.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule AskedKeyNotUtf8 = new("MK5101", Severity.Warning, "key asked for is not valid UTF-8")
    {
        Finds = "A key that is not UTF-8 is asked for in UTF-8 mode.",
        Effect = "It finds nothing, and prints a warning.",
        Remedy = "Ask in UTF-8.",
    };

    internal static readonly DiagnosticRule FoundValueNotUtf8 = new("MK5102", Severity.Error, "value found is not valid UTF-8")
    {
        Finds = "A value found in UTF-8 mode is not UTF-8.",
        Effect = "It cannot use it: the lookup is an error and the mail waits; it prints a warning.",
        Remedy = "Save the source as UTF-8 and compile it again.",
    };

    internal static readonly DiagnosticRule MapOlderThanSource = new("MK5103", Severity.Warning, "map is older than its source")
    {
        Finds = "A map that is older than its source: somebody edited the source and did not run postmap.",
        Effect = "Postfix answers from the map, and prints the text as a warning.",
        Remedy = "Compile the source.",
    };

    /// <summary>Rule MK5104.</summary>
    public static readonly DiagnosticRule LibraryLine = new("MK5104", Severity.Error, "file refused by Berkeley DB")
    {
        Finds = "What the Berkeley DB library prints by itself when it refuses a file.",
        Effect = "Its tools show the text on standard error as it is, without their name.",
        Remedy = "Compile the source again, or name the type that the file has.",
    };

    internal static readonly DiagnosticRule LookupLogged = new("MK5105", Severity.Info, "lookup")
    {
        Finds = "A lookup in a `debug:` table.",
        Effect = "It prints the text with the name of the tool.",
        Remedy = "Nothing needs to be done; `debug:` is there for this.",
    };

    internal static readonly DiagnosticRule FileOfValueUnreadable = new("MK5106", Severity.Error, "file of a value cannot be read")
    {
        Finds = "A value that names files (`postmap -F`) which cannot be read.",
        Effect = "Postfix drops the entry, and prints the text as a warning.",
        Example = "example.com /etc/keys/none.pem",
        Remedy = "Correct the path, or the permissions of the file.",
    };
}
