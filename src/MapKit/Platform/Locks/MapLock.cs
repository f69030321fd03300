namespace MapKit.Platform.Locks;

/// <summary>The lock with which Postfix's writers exclude each other from a map (docs/formats/map-types.md#locks).</summary>
internal enum MapLock
{
    /// <summary>Hash and btree: flock(2) on the map.</summary>
    Flock,

    /// <summary>Lmdb: a fcntl(2) record lock on the whole map.</summary>
    Fcntl,

    /// <summary>Cdb: flock(2) on NAME.cdb.tmp, in which Postfix builds before it renames; and on the map, as MapKit does.</summary>
    FlockOfBuild,
}
