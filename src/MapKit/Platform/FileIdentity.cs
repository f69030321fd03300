namespace MapKit.Platform;

/// <summary>What tells one file of this system from all others, whatever its names.</summary>
/// <param name="Device">File system.</param>
/// <param name="Inode">Number of the file in it.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);
