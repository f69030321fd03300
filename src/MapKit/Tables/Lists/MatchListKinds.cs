namespace MapKit.Tables.Lists;

/// <summary>How match lists are recognised.</summary>
internal static class MatchListKinds
{
    private static readonly (string Name, MatchListKind Kind)[] Names =
    [
        ("word_list", MatchListKind.Words),
        ("whole_domain_list", MatchListKind.WholeDomains),
        ("domain_list", MatchListKind.Domains),
        ("host_list", MatchListKind.Hosts),
        ("address_list", MatchListKind.Addresses),
    ];

    /// <summary>Parameters whose files are usually named after them.</summary>
    private static readonly (string Prefix, MatchListKind Kind)[] FileNames =
        [("mydestination", MatchListKind.WholeDomains), ("mynetworks", MatchListKind.Hosts)];

    /// <summary>The names, as <c>lint -f</c> takes them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Select(row => row.Name)];

    /// <summary>The kind of a name.</summary>
    /// <returns>The kind, or null for another name.</returns>
    public static MatchListKind? ByName(string name) =>
        Array.FindIndex(Names, row => row.Name == name) is >= 0 and var index ? Names[index].Kind : null;

    /// <summary>The name of a kind.</summary>
    public static string NameOf(MatchListKind kind) => Array.Find(Names, row => row.Kind == kind).Name;

    /// <summary>The kind for a file name such as <c>mynetworks</c>; null if the name suggests none.</summary>
    /// <param name="path">The path; only the text after the last slash is used.</param>
    public static MatchListKind? ForFileName(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return Array.FindIndex(FileNames, row => name.StartsWith(row.Prefix, StringComparison.Ordinal)) is >= 0 and var index ? FileNames[index].Kind : null;
    }
}
