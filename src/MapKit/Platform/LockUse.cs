namespace MapKit.Platform;

/// <summary>What a map is locked for, which says how hard.</summary>
internal enum LockUse
{
    /// <summary>To look at it: a reader's lock.</summary>
    Look,

    /// <summary>
    /// To replace it by something made without it: other writers are waited for and kept out, but readers go on. The lock
    /// is exclusive for a moment, which it becomes only without another writer, and then shared. Without that mail would
    /// wait for the whole compile.
    /// </summary>
    Replace,

    /// <summary>
    /// To make the new content of the old. Where the lock is flock it stays exclusive, as Postfix's own: <c>postmap -d</c>
    /// opens a map under a reader's lock and would, while ours is shared, delete from a file that then loses its name.
    /// Lmdb is opened without a lock, so an exclusive one would keep nobody out but readers.
    /// </summary>
    Update,
}
