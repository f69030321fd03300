namespace MapKit.PostgreSql.Content;

/// <summary>The query with which Postfix looks up a key of a published table. A client file that has it is for a table whose entries are known.</summary>
internal static class PublishedQuery
{
    // Every byte is a character of LATIN1, so that keys and values need not be UTF-8. Postfix before 3.8 has no other encoding.
    private const string Begin = "SELECT convert_from(value, 'LATIN1') FROM ";
    private const string End = " WHERE key = convert_to('%s', 'LATIN1')";

    /// <summary>The encoding of the connection.</summary>
    public const string Encoding = "LATIN1";

    /// <summary>The query for a table.</summary>
    public static string For(PublishedTable table) => $"{Begin}{table.Entries}{End}";

    /// <summary>The relation of the table that a query is for; null for any other query.</summary>
    /// <param name="query">The query as the client file has it.</param>
    public static string? RelationIn(string query) =>
        query.StartsWith(Begin, StringComparison.Ordinal) && query.EndsWith(End, StringComparison.Ordinal) && query.Length > Begin.Length + End.Length
        && query[Begin.Length..^End.Length] is ['m', 'a', 'p', 'k', 'i', 't', '.', '"', .. var relation, '"'] && relation.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? relation
            : null;
}
