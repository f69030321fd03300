namespace MapKit.Platform;

/// <summary>A named pipe in place of a file: opening it waits for a writer, possibly forever.</summary>
/// <param name="path">The pipe.</param>
internal sealed class NamedPipeException(string path) : IOException($"{path}: {Reason}")
{
    /// <summary>The message without the path.</summary>
    public const string Reason = "is a named pipe, which may never have a writer";
}
