namespace MapKit.Tables.Patterns;

/// <summary>What Postfix asks a table for beside <c>user@domain</c>, <c>user</c> and <c>@domain</c>; it differs between formats.</summary>
[Flags]
internal enum AskedForms
{
    /// <summary>Nothing: local parts in their external form only (tables asked by <c>mail_addr_map</c>).</summary>
    None = 0,

    /// <summary>Local parts without quotes as well.</summary>
    InternalLocalPart = 1,

    /// <summary>The null sender as <c>&lt;&gt;</c>.</summary>
    NullSenderInBrackets = 2,

    /// <summary>The null sender as two quotes.</summary>
    NullSenderInQuotes = 4,

    /// <summary>A domain alone, which says that it is a virtual alias domain.</summary>
    AliasDomain = 8,
}
