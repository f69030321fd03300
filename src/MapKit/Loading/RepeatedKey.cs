using MapKit.Source;

namespace MapKit.Loading;

/// <summary>A fact found while loading: a line has the same key as an earlier line of the table.</summary>
/// <param name="Key">The key as it is stored.</param>
/// <param name="Place">Where it stands on the later line.</param>
/// <param name="Line">The later line.</param>
/// <param name="EarlierLine">The earlier line; 0 if the key is that of the mark of a complete alias map (<see cref="AliasMarks"/>).</param>
internal sealed record RepeatedKey(byte[] Key, SourcePlace Place, int Line, int EarlierLine)
{
    /// <summary>Whether the key is that of the mark.</summary>
    public bool IsMark => EarlierLine == 0;
}
