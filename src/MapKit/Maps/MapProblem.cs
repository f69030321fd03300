namespace MapKit.Maps;

/// <summary>One thing that is wrong in a map file.</summary>
/// <param name="Reason">What is wrong, in words.</param>
/// <param name="Page">The page, counted from 0; null where the format has none or the whole file is meant.</param>
/// <param name="Offset">Where, in bytes from the start of the file, or null.</param>
/// <param name="Field">The name of the field at the offset in the description of the format (map-files), or null.</param>
public sealed record MapProblem(string Reason, long? Page, long? Offset, string? Field);
