namespace MapKit.Diagnostics;

/// <summary>
/// The catalogue: MK1xxx lines and entries, MK2xxx values of tables, MK3xxx records, MK4xxx map files, MK5xxx configuration
/// (MK50xx), lookups (MK51xx), patterns (MK52xx) and changes to maps (MK53xx).
/// The severity says what Postfix makes of it: an error is a line that Postfix drops or a value that it cannot use.
/// </summary>
public static partial class Rules
{
    /// <summary>Text before the first entry that begins with a blank. Postfix drops it. Example: <c> key value</c> at the top.</summary>
    public static readonly DiagnosticRule LeadingSpace = new("MK1001", Severity.Error, "logical line starts with whitespace");

    /// <summary>Bytes that are not UTF-8 while UTF-8 mode is on. Postfix drops the line.</summary>
    public static readonly DiagnosticRule NotUtf8 = new("MK1002", Severity.Error, "line is not valid UTF-8");

    /// <summary>A quote that is opened in the key and never closed. Postfix drops the line. Example: <c>"a b value</c>.</summary>
    public static readonly DiagnosticRule UnbalancedQuote = new("MK1003", Severity.Error, "unbalanced quote in the key");

    /// <summary>A line with a key and no value. Postfix drops it. Example: <c>example.com</c>.</summary>
    public static readonly DiagnosticRule MissingValue = new("MK1004", Severity.Error, "no value");

    /// <summary>A key that ends in a colon: an alias file given to postmap? Postfix stores the key with its colon.</summary>
    public static readonly DiagnosticRule KeyEndsInColon = new("MK1005", Severity.Warning, "key ends in a colon");

    /// <summary>A NUL byte. Postfix ignores the text from there to the end of the line.</summary>
    public static readonly DiagnosticRule NulByte = new("MK1006", Severity.Warning, "NUL byte");

    /// <summary>An alias line that is not <c>name: value</c>. Postfix drops it. Example: <c>root joe</c>.</summary>
    public static readonly DiagnosticRule AliasNeedsNameAndValue = new("MK1007", Severity.Error, "alias is not name: value");

    /// <summary>An alias name with a domain. Postfix drops the line. Example: <c>joe@example.com: jane</c>.</summary>
    public static readonly DiagnosticRule AliasNameHasDomain = new("MK1008", Severity.Error, "alias name has a domain");

    /// <summary>A key that is there already, perhaps only after folding. Postfix keeps the first.</summary>
    public static readonly DiagnosticRule DuplicateKey = new("MK3001", Severity.Warning, "duplicate key");

    /// <summary>A key longer than the map type can hold. Postfix aborts and builds nothing.</summary>
    public static readonly DiagnosticRule KeyTooLong = new("MK3002", Severity.Error, "key too long for the map type");

    /// <summary>A key without any byte, which LMDB cannot hold. Postfix aborts and builds nothing.</summary>
    public static readonly DiagnosticRule EmptyKey = new("MK3003", Severity.Error, "empty key for the map type");
}
