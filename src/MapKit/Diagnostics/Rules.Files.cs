namespace MapKit.Diagnostics;

/// <content>What only the whole file, or several lines of it, shows.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule ByteOrderMark = new("MK1009", Severity.Error, "byte order mark")
    {
        IsLint = true,
        Finds = "The file begins with the three bytes EF BB BF, which some editors write before UTF-8 text.",
        Effect = "It takes them as part of the first key, which then matches nothing; a comment on the first line becomes an entry.",
        Remedy = "Save the file as UTF-8 without a byte order mark.",
    };

    internal static readonly DiagnosticRule BlankInKey = new("MK1010", Severity.Error, "blank in a key that is not ASCII")
    {
        IsLint = true,
        Finds = "A key holds a no-break space or another blank that is not ASCII, as text copied from web pages has it.",
        Effect = "Only ASCII blanks separate a key from its value: it takes the character as part of the key, which matches nothing; often the line has no value then and is ignored.",
        Example = "example.com\u00A0smtp:[mail.example.com]",
        Remedy = "Write a space or a tab instead.",
    };

    internal static readonly DiagnosticRule CarriageReturns = new("MK1011", Severity.Info, "lines end in CR LF")
    {
        IsLint = true,
        Finds = "Lines end in CR LF. Told once for each file.",
        Effect = "It drops the CR with the other blanks at the end of an entry: nothing is lost.",
        Remedy = "Save the file with LF alone at the ends of lines.",
    };

    internal static readonly DiagnosticRule CarriageReturnInValue = new("MK1012", Severity.Warning, "CR inside a value")
    {
        IsLint = true,
        Finds = "A line that ends in CR LF is continued by the next one.",
        Effect = "The CR stays inside the value, where it is taken as part of a word.",
        Remedy = "Save the file with LF alone at the ends of lines, or write the entry on one line.",
    };

    internal static readonly DiagnosticRule ContinuationAcrossGap = new("MK1013", Severity.Warning, "entry continues across a gap")
    {
        IsLint = true,
        Finds = "An indented line stands below a blank line or a comment.",
        Effect = "Neither ends an entry: it joins the line to the entry above.",
        Example = "example.com smtp:[mail.example.com]\n\n  example.org smtp:[mail.example.org]",
        Remedy = "Remove the blanks at the start of the line if it is an entry of its own, or the lines between.",
    };

    internal static readonly DiagnosticRule AliasFileAsTable = new("MK1014", Severity.Error, "alias file read as a table")
    {
        IsLint = true,
        Finds = "Most keys of a table end in a colon, as in an alias file. Told once for each file.",
        Effect = "postmap stores the keys with their colons; nothing asks for them so.",
        Example = "postmaster: root\nroot: joe",
        Remedy = "Use `-f aliases` (postalias) for an alias file; otherwise remove the colons.",
    };

    internal static readonly DiagnosticRule TableAsAliasFile = new("MK1015", Severity.Error, "table read as an alias file")
    {
        IsLint = true,
        Finds = "Most lines of an alias file have no colon after a name, as in a table for postmap. Told once for each file.",
        Effect = "postalias ignores these lines.",
        Example = "joe joe@example.com\njane jane@example.com",
        Remedy = "Give the table's format with `-f` (postmap), or write a colon after each name.",
    };

    internal static readonly DiagnosticRule UnusedAllow = new("MK1016", Severity.Info, "comment allows nothing")
    {
        IsLint = true,
        Finds = "A comment `# mapkit: allow` names a rule that finds nothing in the entry on the next line, or no rule.",
        Effect = "Nothing: comments are mapkit's alone.",
        Example = "# mapkit: allow MK2103\nexample.com smtp:[mail.example.com]:25",
        Remedy = "Remove the comment, or put it on the line before the entry.",
    };

    internal static readonly DiagnosticRule UpperCaseKey = new("MK1017", Severity.Info, "key in upper case")
    {
        IsLint = true,
        Finds = "Folding changes a key: it has upper case, or a character such as the sharp s. Told once for each file.",
        Effect = "It folds keys as it stores them and as it asks for them: the entry is found.",
        Example = "Example.COM smtp:[mail.example.com]",
        Remedy = "Nothing needs to be done; lower case says what is stored.",
    };

    internal static readonly DiagnosticRule BlankAtValue = new("MK1018", Severity.Warning, "blank at the edge of a value that is not ASCII")
    {
        IsLint = true,
        Finds = "A value begins or ends with a no-break space or another blank that is not ASCII, as text copied from web pages has it.",
        Effect = "It removes only ASCII blanks: the character is part of the address, the host or the password.",
        Example = "joe@example.com joe@example.org\u00A0",
        Remedy = "Remove the character.",
    };

    internal static readonly DiagnosticRule SecretsReadable = new("MK4001", Severity.Error, "passwords are readable")
    {
        IsLint = true,
        Finds = "A table of credentials, or a map made from it, can be read by its group or by every user.",
        Effect = "It reads the table as root and works all the same, but whoever has an account on the host knows the passwords.",
        Remedy = "`chmod 600` for the source and its maps.",
    };
}
