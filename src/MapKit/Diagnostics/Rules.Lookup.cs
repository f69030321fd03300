namespace MapKit.Diagnostics;

/// <content>MK51xx: queries. The message that Postfix prints depends on the rule.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule QueriedKeyNotUtf8 = new("MK5101", Severity.Warning, "looked-up key is not valid UTF-8")
    {
        Finds = "A key that is not UTF-8 is looked up in UTF-8 mode.",
        Effect = "Postfix finds nothing and prints a warning.",
        Remedy = "Write the key in UTF-8.",
    };

    internal static readonly DiagnosticRule FoundValueNotUtf8 = new("MK5102", Severity.Error, "value found is not valid UTF-8")
    {
        Finds = "A value found in UTF-8 mode is not UTF-8.",
        Effect = "Postfix prints a warning and treats the lookup as an error; it defers the mail.",
        Remedy = "Save the source as UTF-8 and compile it again.",
    };

    internal static readonly DiagnosticRule MapOlderThanSource = new("MK5103", Severity.Warning, "map is older than its source")
    {
        Finds = "A map is older than its source: the source was edited and not compiled.",
        Effect = "Postfix uses the map and prints a warning.",
        Remedy = "Compile the source.",
    };

    /// <summary>Rule MK5104.</summary>
    public static readonly DiagnosticRule LibraryLine = new("MK5104", Severity.Error, "file refused by Berkeley DB")
    {
        Finds = "The Berkeley DB library refuses a file and prints a text of its own.",
        Effect = "Postfix's tools show the text on standard error, without their own name.",
        Remedy = "Compile the source again, or name the type of the file.",
    };

    internal static readonly DiagnosticRule LookupLogged = new("MK5105", Severity.Info, "lookup")
    {
        Finds = "A key was looked up in a `debug:` table.",
        Effect = "Postfix prints the lookup with the name of the tool.",
        Remedy = "Nothing needs to be done: this is what `debug:` is for.",
    };

    internal static readonly DiagnosticRule FileOfValueUnreadable = new("MK5106", Severity.Error, "file of a value cannot be read")
    {
        Finds = "A value names files (`postmap -F`) that cannot be read.",
        Effect = "Postfix ignores the entry and prints a warning.",
        Example = "example.com /etc/keys/none.pem",
        Remedy = "Correct the path, or the permissions of the file.",
    };
}
