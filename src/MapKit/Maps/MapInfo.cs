namespace MapKit.Maps;

/// <summary>What a map file says of itself.</summary>
/// <param name="Type">The map type.</param>
/// <param name="Format">Format and version in words, such as <c>Berkeley DB hash, version 9</c>.</param>
/// <param name="FileSize">Size in bytes.</param>
/// <param name="PageSize">Page size in bytes, 0 if the format has no pages.</param>
/// <param name="PageCount">Pages in the file, 0 if the format has no pages.</param>
/// <param name="BigEndian">Whether the integers are stored big end first.</param>
/// <param name="Depth">Levels of the tree: 0 empty or not a tree.</param>
/// <param name="BucketCount">Buckets of a hash (cdb: the 256 tables), 0 for trees.</param>
public sealed record MapInfo(
    MapType Type, string Format, long FileSize, int PageSize, long PageCount, bool BigEndian, int Depth, long BucketCount);
