namespace MapKit.Maps;

/// <summary>The kinds of map file that MapKit reads.</summary>
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

    /// <summary>Hash of Berkeley DB 1.85, as BSD systems and macOS have it, suffix <c>.db</c>. Read, never written.</summary>
    Hash185,

    /// <summary>Btree of Berkeley DB 1.85, as BSD systems and macOS have it, suffix <c>.db</c>. Read, never written.</summary>
    Btree185,

    /// <summary>Berkeley DB recno, suffix <c>.db</c>: the keys are record numbers. Read, never written.</summary>
    Recno,
}
