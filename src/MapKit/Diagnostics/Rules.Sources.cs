namespace MapKit.Diagnostics;

/// <content>MK2931 to MK2939: sources whose content does not fit.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule GuessDropped = new("MK2931", Severity.Info, "format of the file name does not fit")
    {
        IsLint = true,
        Finds = "The format that the file name suggests does not fit: more than two thirds of at least three values cannot be used in it. A format given by `-f` or by main.cf is never dropped.",
        Effect = "The file is checked as a plain table.",
        Remedy = "Give the format with `-f`, or the configuration with `-c`.",
    };

    internal static readonly DiagnosticRule NotText = new("MK2932", Severity.Error, "source is not text")
    {
        Finds = "The file is encrypted (git-crypt, ansible-vault), compressed, in UTF-16, or of another program. Nothing else in it is checked.",
        Effect = "Postfix reads the bytes as lines and finds none of the keys that it looks up.",
        Remedy = "Decrypt or convert the file before it is installed.",
    };

    internal static readonly DiagnosticRule ActionAsAddress = new("MK2934", Severity.Warning, "action in place of an address")
    {
        Finds = "A word such as `BOUNCE` or `REJECT` is the whole value of an entry that must be an address.",
        Effect = "Postfix reads it as the address of a local user of this name.",
        Example = "spam@example.com BOUNCE",
        Remedy = "Use an access table (`REJECT`) or a transport table (`error:`, `discard:`).",
    };
}
