using MapKit.Maps;
using MapKit.Postfix;

namespace MapKit.Operations.Migrate;

/// <summary>What a migration is to do, and what is known about the system.</summary>
internal sealed record MigrationOptions
{
    /// <summary>The type of the new maps. Caches get a type in which Postfix can change single records.</summary>
    public required MapType To { get; init; }

    /// <summary>The folder with the system of the configuration, such as a mounted image, without a slash at its end; null for this system.</summary>
    public string? Root { get; init; }

    /// <summary>The Postfix version.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>Whether it is that of the installed Postfix. Otherwise settings are written so that they have the same effect in every version.</summary>
    public bool IsVersionKnown { get; init; }

    /// <summary>The types of tables that the installed Postfix can open (<c>postconf -m</c>), or null if unknown.</summary>
    public IReadOnlySet<string>? SupportedTypes { get; init; }

    /// <summary>The default type of maps of the installed Postfix, or null if unknown.</summary>
    public string? InstalledDefaultType { get; init; }

    /// <summary>Which records are kept where a map and its source differ.</summary>
    public TableChoices<RecordOrigin> Prefer { get; init; } = TableChoices<RecordOrigin>.None;

    /// <summary>Called before each table with its map, its number from 1 and the total number.</summary>
    public Action<string, int, int>? OnTable { get; init; }

    /// <summary>Cancels the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
