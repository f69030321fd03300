namespace MapKit.Tables.Aliases;

/// <summary>What local(8) does for one destination of an alias (postfix-tables 5.5).</summary>
public enum AliasDestinationKind
{
    /// <summary>Mail to an address; without domain another alias or a local user.</summary>
    Address,

    /// <summary><c>|command</c>: run a command.</summary>
    Command,

    /// <summary><c>/path</c>: append to a file; a path that ends in a slash is a maildir.</summary>
    File,

    /// <summary><c>~/path</c>: the same in the home of the user, who is known only where the map does not belong to root.</summary>
    HomeFile,

    /// <summary><c>:include:/path</c>: the destinations in a file.</summary>
    Include,
}
