namespace MapKit.Diagnostics;

/// <content>MK53xx: replacing and changing maps.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule RootOwnedMapInForeignFolder = new("MK5301", Severity.Warning, "map of root in a folder of another user")
    {
        Finds = "As root, a map is created that belongs to root, in a folder that does not.",
        Effect = "The owner of the folder can replace the map. Postfix 3.12 warns and continues.",
        Remedy = "Give the source, the map and the folder the same owner.",
    };

    internal static readonly DiagnosticRule EmptyMapFile = new("MK5302", Severity.Warning, "empty map file")
    {
        Finds = "The file of a hash or btree map is empty.",
        Effect = "Postfix removes the file and creates a new one.",
        Remedy = "Nothing needs to be done.",
    };

    internal static readonly DiagnosticRule KeyIsStored = new("MK5303", Severity.Warning, "duplicate key in a map")
    {
        Finds = "A key to be added to a map is already stored in it.",
        Effect = "Postfix keeps the stored entry.",
        Remedy = "Remove the key first, or replace its value (`-r`).",
    };

    internal static readonly DiagnosticRule RequestKeyNotUtf8 = new("MK5304", Severity.Warning, "key is not valid UTF-8")
    {
        Finds = "A key is not UTF-8 while UTF-8 mode is on.",
        Effect = "Postfix skips the request and counts it as done.",
        Remedy = "Write the key in UTF-8.",
    };

    internal static readonly DiagnosticRule RequestValueNotUtf8 = new("MK5305", Severity.Warning, "value is not valid UTF-8")
    {
        Finds = "A value is not UTF-8 while UTF-8 mode is on.",
        Effect = "Postfix skips the request and counts it as done.",
        Remedy = "Write the value in UTF-8.",
    };

    internal static readonly DiagnosticRule ChangedMapIsOlder = new("MK5306", Severity.Warning, "map is older than its source")
    {
        Finds = "A map is changed that is older than its source.",
        Effect = "Postfix before 3.12 prints a warning.",
        Remedy = "Compile the source, or change it first.",
    };
}
