namespace MapKit.Maps.Replacement;

/// <summary>What an administrator should know about a map although it was written.</summary>
internal enum ReplacementWarning
{
    /// <summary>The old map has other hard links, which keep the old content. Its modification time was moved, so that
    /// daemons restart (postfix-tables 4.4).</summary>
    HardLinks,

    /// <summary>The old map has other hard links, and daemons that hold it open cannot notice the new one: the map is lmdb,
    /// or the modification time could not be moved. It takes a <c>postfix reload</c>.</summary>
    HardLinksNeedReload,

    /// <summary>The owner or group of the old map could not be kept. A group that changed reads no more than others do.</summary>
    OwnerNotKept,

    /// <summary>The access control list or another attribute of the old file could not be kept.</summary>
    AttributesNotKept,

    /// <summary>The map was readable by more people than the credential table it is made from. It no longer is (asked only:
    /// it would no longer be).</summary>
    ModeNarrowed,
}
