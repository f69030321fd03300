namespace MapKit.Records;

/// <summary>Whether a map's keys and values end in one NUL byte (postfix-tables 4.2).</summary>
public enum NulConvention
{
    /// <summary>As Postfix does for the type: with NUL in hash, btree and lmdb, without in cdb.</summary>
    TypeDefault,

    /// <summary>Always one NUL (<c>postmap -N</c>).</summary>
    WithNul,

    /// <summary>Never a NUL (<c>postmap -n</c>).</summary>
    WithoutNul,
}
