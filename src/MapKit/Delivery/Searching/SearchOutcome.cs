namespace MapKit.Delivery.Searching;

/// <summary>What became of one question to one table.</summary>
public enum SearchOutcome
{
    /// <summary>The table has no such key.</summary>
    NotFound,

    /// <summary>The table answered.</summary>
    Found,

    /// <summary>Postfix does not ask this table: the key is a part of what is looked for, and the keys of the table are patterns.</summary>
    PassedOver,

    /// <summary>Postfix queries this table, but MapKit cannot: it needs a server, or a regular-expression engine that was not supplied.</summary>
    Unanswerable,

    /// <summary>The table cannot be asked, or its answer not used: Postfix ends the search and tries again later.</summary>
    Failed,
}
