namespace MapKit.Diagnostics;

/// <content>MK51xx: asking tables. What Postfix prints for them depends on the rule; see each.</content>
public static partial class Rules
{
    /// <summary>
    /// A key that is not UTF-8 is asked for in UTF-8 mode. Postfix finds nothing. Example: the byte 0xFF. Postfix prints the
    /// text as a warning.
    /// </summary>
    public static readonly DiagnosticRule AskedKeyNotUtf8 = new("MK5101", Severity.Warning, "key asked for is not valid UTF-8");

    /// <summary>
    /// A value found in UTF-8 mode is not UTF-8. Postfix cannot use it: the lookup is an error, the mail waits. Postfix prints
    /// the text as a warning.
    /// </summary>
    public static readonly DiagnosticRule FoundValueNotUtf8 = new("MK5102", Severity.Error, "value found is not valid UTF-8");

    /// <summary>
    /// A map that is older than its source: somebody edited the source and did not run postmap. Postfix answers from the map,
    /// and prints the text as a warning.
    /// </summary>
    public static readonly DiagnosticRule MapOlderThanSource = new("MK5103", Severity.Warning, "map is older than its source");

    /// <summary>
    /// What the Berkeley DB library prints by itself when it refuses a file: Postfix's tools show the text on standard error as
    /// it is, without their name and without <c>warning:</c>.
    /// </summary>
    public static readonly DiagnosticRule LibraryLine = new("MK5104", Severity.Error, "file refused by Berkeley DB");

    /// <summary>
    /// One lookup in a <c>debug:</c> table. Postfix prints the text with the name of the tool and without <c>warning:</c>.
    /// </summary>
    public static readonly DiagnosticRule LookupLogged = new("MK5105", Severity.Info, "lookup");

    /// <summary>
    /// A value that names files (<c>postmap -F</c>) which cannot be read. Postfix drops the entry, and prints the text as a
    /// warning. Example: <c>example.com /etc/keys/none.pem</c>.
    /// </summary>
    public static readonly DiagnosticRule FileOfValueUnreadable = new("MK5106", Severity.Error, "file of a value cannot be read");
}
