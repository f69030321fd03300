namespace MapKit.Configuration;

/// <summary>What Postfix 3.11 and later do where a table of type hash or btree is named (postfix-tables 7).</summary>
public enum NonBdbMigrationLevel
{
    /// <summary><c>disable</c>: it is opened as what it is.</summary>
    Disable,

    /// <summary><c>enable-redirect</c>: a table of another type and the same name is opened instead.</summary>
    EnableRedirect,

    /// <summary><c>enable-reindex</c>: the same, and daemons have a missing one made.</summary>
    EnableReindex,
}
