namespace MapKit.Maps;

/// <summary>The kinds of map file that MapKit builds; the names are Postfix's.</summary>
public enum MapType
{
    /// <summary>Berkeley DB hash, suffix <c>.db</c>.</summary>
    Hash,

    /// <summary>Berkeley DB btree, suffix <c>.db</c>.</summary>
    Btree,

    /// <summary>LMDB, suffix <c>.lmdb</c>.</summary>
    Lmdb,

    /// <summary>Constant database, suffix <c>.cdb</c>.</summary>
    Cdb,
}
