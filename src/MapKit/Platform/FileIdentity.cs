namespace MapKit.Platform;

/// <summary>Identifies a file of this system, independent of its names.</summary>
/// <param name="Device">File system.</param>
/// <param name="Inode">Number of the file in it.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);
