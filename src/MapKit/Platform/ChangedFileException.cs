namespace MapKit.Platform;

/// <summary>A file was written while it was read.</summary>
/// <param name="path">The file.</param>
internal sealed class ChangedFileException(string path)
    : IOException($"{path}: another program is writing it: it changed while it was read; nothing was written");
