using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Fills pages that follow one another.</summary>
/// <param name="first">The first, counted among those that are composed.</param>
/// <param name="number">Its number in the file.</param>
/// <param name="records">The records that go on them.</param>
/// <param name="pages">The memory of all, zero so far.</param>
internal delegate void PageComposer(int first, uint number, RecordSlice records, Span<byte> pages);
