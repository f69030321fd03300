namespace MapKit.Diagnostics;

/// <content>Findings about the whole file, several lines of it, or the source as such.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule ByteOrderMark = new("MK1009", Severity.Error, "byte order mark")
    {
        IsLint = true,
        Finds = "The file begins with the three bytes EF BB BF, which some editors write before UTF-8 text.",
        Effect = "Postfix reads them as part of the first key, which then matches nothing; a comment on the first line becomes an entry.",
        Remedy = "Save the file as UTF-8 without a byte order mark.",
    };

    internal static readonly DiagnosticRule NonAsciiWhitespaceInKey = new("MK1010", Severity.Error, "non-ASCII whitespace in a key")
    {
        IsLint = true,
        Finds = "A key holds a no-break space or other non-ASCII whitespace, often copied from a web page.",
        Effect = "Postfix separates key and value only at ASCII whitespace. The character becomes part of the key, which matches nothing; often the line then has no value and is ignored.",
        Example = "example.com\u00A0smtp:[mail.example.com]",
        Remedy = "Write a space or a tab instead.",
    };

    internal static readonly DiagnosticRule CarriageReturns = new("MK1011", Severity.Info, "lines end in CR LF")
    {
        IsLint = true,
        Finds = "Lines end in CR LF. Reported once for each file.",
        Effect = "Postfix removes the CR with other whitespace at the end of an entry: nothing is lost.",
        Remedy = "Save the file with LF line ends.",
    };

    internal static readonly DiagnosticRule CarriageReturnInValue = new("MK1012", Severity.Warning, "CR inside a value")
    {
        IsLint = true,
        Finds = "A line that ends in CR LF is continued by the next line.",
        Effect = "The CR stays inside the value and becomes part of a word.",
        Remedy = "Save the file with LF line ends, or write the entry on one line.",
    };

    internal static readonly DiagnosticRule ContinuationAcrossGap = new("MK1013", Severity.Warning, "entry continues across a gap")
    {
        IsLint = true,
        Finds = "An indented line follows an empty line or a comment.",
        Effect = "Empty lines and comments do not end an entry: Postfix joins the line to the entry above.",
        Example = "example.com smtp:[mail.example.com]\n\n  example.org smtp:[mail.example.org]",
        Remedy = "If the line is a separate entry, remove the whitespace at its start. Otherwise remove the lines between.",
    };

    internal static readonly DiagnosticRule AliasFileAsTable = new("MK1014", Severity.Error, "alias file read as a table")
    {
        IsLint = true,
        Finds = "Most keys of a table end in a colon, as in an alias file. Reported once for each file.",
        Effect = "postmap stores the keys with their colons; Postfix looks up no such key.",
        Example = "postmaster: root\nroot: joe",
        Remedy = "Use `-f aliases` (postalias) for an alias file. Otherwise remove the colons.",
    };

    internal static readonly DiagnosticRule TableAsAliasFile = new("MK1015", Severity.Error, "table read as an alias file")
    {
        IsLint = true,
        Finds = "Most lines of an alias file have no colon after a name, as in a table for postmap. Reported once for each file.",
        Effect = "postalias ignores these lines.",
        Example = "joe joe@example.com\njane jane@example.com",
        Remedy = "Name the table's format with `-f` (postmap), or write a colon after each name.",
    };

    internal static readonly DiagnosticRule UnusedAllow = new("MK1016", Severity.Info, "comment allows nothing")
    {
        IsLint = true,
        Finds = "A comment `# mapkit: allow` names a rule that finds nothing in the entry on the next line, or names no rule.",
        Effect = "Nothing: Postfix ignores comments.",
        Example = "# mapkit: allow MK2103\nexample.com smtp:[mail.example.com]:25",
        Remedy = "Remove the comment, or put it on the line before the entry.",
    };

    internal static readonly DiagnosticRule UpperCaseKey = new("MK1017", Severity.Info, "key in upper case")
    {
        IsLint = true,
        Finds = "A key changes when it is folded: it has upper case, or a character such as the sharp s. Reported once for each file.",
        Effect = "Postfix folds keys both when it stores them and when it looks them up: the entry is found.",
        Example = "Example.COM smtp:[mail.example.com]",
        Remedy = "Nothing needs to be done. Lower case shows what is stored.",
    };

    internal static readonly DiagnosticRule NonAsciiWhitespaceAroundValue = new("MK1018", Severity.Warning, "non-ASCII whitespace around a value")
    {
        IsLint = true,
        Finds = "A value begins or ends with a no-break space or other non-ASCII whitespace, often copied from a web page.",
        Effect = "Postfix removes only ASCII whitespace: the character becomes part of the address, the host or the password.",
        Example = "joe@example.com joe@example.org\u00A0",
        Remedy = "Remove the character.",
    };

    internal static readonly DiagnosticRule SecretsReadable = new("MK4001", Severity.Error, "passwords are readable")
    {
        IsLint = true,
        Finds = "The group or every user can read a table of credentials, or a map made from it.",
        Effect = "Postfix reads the table as root and works, but everyone with an account on the host can read the passwords.",
        Remedy = "`chmod 600` the source and its maps.",
    };

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
