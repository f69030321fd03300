namespace MapKit.Operations.Migrate.Applying;

/// <summary>Which records a rollback keeps of a table whose new map has been changed since the migration.</summary>
internal enum RollbackChoice
{
    /// <summary>Those of the old map, as it is: what was changed in the new map is lost.</summary>
    Old,

    /// <summary>Those of the new map: the old map is made again from it.</summary>
    New,
}
