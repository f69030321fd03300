namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>A page number and the place in the file where it stands, for messages.</summary>
/// <param name="Target">The page referred to.</param>
/// <param name="Page">The page that holds the reference.</param>
/// <param name="Offset">Where on that page.</param>
internal readonly record struct PageReference(uint Target, uint Page, int Offset);
