using MapKit.Source;

namespace MapKit.Loading;

/// <summary>A fact that loading finds out: a line has a key that an earlier line of the table has as well.</summary>
/// <param name="Key">The key as it is stored.</param>
/// <param name="Place">Where it stands on the later line.</param>
/// <param name="Line">The later line.</param>
/// <param name="EarlierLine">The earlier line; 0 where the key is that of the mark which ends an alias map (<see cref="AliasMarks"/>).</param>
internal sealed record RepeatedKey(byte[] Key, SourcePlace Place, int Line, int EarlierLine)
{
    /// <summary>Whether the key is that of the mark.</summary>
    public bool IsMark => EarlierLine == 0;
}
