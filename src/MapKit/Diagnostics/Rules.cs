namespace MapKit.Diagnostics;

/// <summary>
/// The catalogue: MK1xxx lines and entries, MK2xxx values of tables, MK3xxx records, MK4xxx map files, MK5xxx configuration
/// (MK50xx), lookups (MK51xx), patterns (MK52xx) and changes to maps (MK53xx).
/// The severity says what Postfix does: an error is a line that Postfix ignores or a value that it cannot use.
/// </summary>
public static partial class Rules
{
    internal static readonly DiagnosticRule LeadingSpace = new("MK1001", Severity.Error, "logical line starts with whitespace")
    {
        Finds = "Text before the first entry begins with whitespace, so there is no line that it continues.",
        Effect = "Postfix ignores the line.",
        Example = " key value",
        Remedy = "Remove the whitespace at the start of the line.",
    };

    internal static readonly DiagnosticRule NotUtf8 = new("MK1002", Severity.Error, "line is not valid UTF-8")
    {
        Finds = "A line holds bytes that are not UTF-8 while UTF-8 mode is on.",
        Effect = "Postfix ignores the line.",
        Remedy = "Save the file as UTF-8, or set `smtputf8_enable = no` if the bytes are intended.",
    };

    internal static readonly DiagnosticRule UnbalancedQuote = new("MK1003", Severity.Error, "unbalanced quote in the key")
    {
        Finds = "A quote is opened in the key and never closed.",
        Effect = "Postfix ignores the line.",
        Example = "\"a b value",
        Remedy = "Close the quote, or write `\\\"` for a quote that is part of the key.",
    };

    internal static readonly DiagnosticRule MissingValue = new("MK1004", Severity.Error, "no value")
    {
        Finds = "A line has a key and no value.",
        Effect = "Postfix ignores the line.",
        Example = "example.com",
        Remedy = "Write the key, whitespace and the value on one line.",
    };

    internal static readonly DiagnosticRule KeyEndsInColon = new("MK1005", Severity.Warning, "key ends in a colon")
    {
        Finds = "A key ends in a colon, as in an alias file.",
        Effect = "Postfix stores the key with its colon.",
        Example = "joe: joe@example.com",
        Remedy = "Use `-f aliases` for an alias file, or remove the colon.",
    };

    /// <summary>Rule MK1006.</summary>
    public static readonly DiagnosticRule NulByte = new("MK1006", Severity.Error, "NUL byte")
    {
        Finds = "A line holds a NUL byte.",
        Effect = "Postfix ignores the text from the NUL to the end of the line.",
        Remedy = "Remove the byte, if this is a text file.",
    };

    internal static readonly DiagnosticRule AliasNeedsNameAndValue = new("MK1007", Severity.Error, "alias is not name: value")
    {
        Finds = "A line of an alias file is not `name: value`.",
        Effect = "Postfix ignores the line.",
        Example = "root joe",
        Remedy = "Write one name, a colon and at least one destination; an empty value is written `\"\"`.",
    };

    /// <summary>Rule MK1008.</summary>
    public static readonly DiagnosticRule AliasNameHasDomain = new("MK1008", Severity.Error, "alias name has a domain")
    {
        Finds = "The name of an alias has a domain.",
        Effect = "Postfix ignores the line.",
        Example = "joe@example.com: jane",
        Remedy = "Write the name alone, or put the address into a virtual table.",
    };

    /// <summary>Rule MK3001.</summary>
    public static readonly DiagnosticRule DuplicateKey = new("MK3001", Severity.Warning, "duplicate key")
    {
        IsLint = true,
        Finds = "A key repeats the key of an earlier line, perhaps only after folding.",
        Effect = "Postfix keeps the first entry and ignores the later ones.",
        Example = "example.com smtp:[a.example.com]\nExample.COM smtp:[b.example.com]",
        Remedy = "Remove one of the lines.",
    };

    /// <summary>Rule MK3002.</summary>
    public static readonly DiagnosticRule KeyTooLong = new("MK3002", Severity.Error, "key too long for the map type")
    {
        Finds = "A key is longer than the map type allows.",
        Effect = "Postfix aborts and builds no map.",
        Remedy = "Shorten the key, or use hash, btree or cdb.",
    };

    /// <summary>Rule MK3003.</summary>
    public static readonly DiagnosticRule EmptyKey = new("MK3003", Severity.Error, "empty key for the map type")
    {
        Finds = "A key is empty, which LMDB does not allow.",
        Effect = "Postfix aborts and builds no map.",
        Remedy = "Use hash, btree or cdb, keep the trailing NUL, or store only the quoted form of alias names.",
    };
}
