namespace MapKit.Diagnostics;

/// <content>MK53xx: replacing and changing maps.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule RootOwnedMapInForeignFolder = new("MK5301", Severity.Warning, "map of root's in a folder that is not root's")
    {
        Finds = "As root, a map that will belong to root in a folder that does not.",
        Effect = "The folder's owner can put anything in the map's place. Postfix 3.12 warns and goes on.",
        Remedy = "Give source, map and folder the same owner.",
    };

    internal static readonly DiagnosticRule EmptyMapFile = new("MK5302", Severity.Warning, "empty map file")
    {
        Finds = "An empty file in the place of a hash or btree map.",
        Effect = "Postfix removes it and makes a new one.",
        Remedy = "Nothing needs to be done.",
    };

    internal static readonly DiagnosticRule KeyIsStored = new("MK5303", Severity.Warning, "key is in the map already")
    {
        Finds = "A key that is to be added to a map and is there already.",
        Effect = "Postfix keeps what is there.",
        Remedy = "Remove the key first, or replace its value (`-r`).",
    };

    internal static readonly DiagnosticRule RequestKeyNotUtf8 = new("MK5304", Severity.Warning, "key is not valid UTF-8")
    {
        Finds = "A key that is not UTF-8 while UTF-8 mode is on.",
        Effect = "Postfix leaves the request and counts it as done.",
        Remedy = "Write the key in UTF-8.",
    };

    internal static readonly DiagnosticRule RequestValueNotUtf8 = new("MK5305", Severity.Warning, "value is not valid UTF-8")
    {
        Finds = "A value that is not UTF-8 while UTF-8 mode is on.",
        Effect = "Postfix leaves the request and counts it as done.",
        Remedy = "Write the value in UTF-8.",
    };

    internal static readonly DiagnosticRule ChangedMapIsOlder = new("MK5306", Severity.Warning, "map is older than its source")
    {
        Finds = "A map that is older than its source, where it is changed without it.",
        Effect = "Postfix before 3.12 says so.",
        Remedy = "Compile the source, or change it first.",
    };
}
