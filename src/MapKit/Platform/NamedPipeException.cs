namespace MapKit.Platform;

/// <summary>A named pipe stands where a file should be: whoever opens it waits for somebody to write to it, who may never come.</summary>
/// <param name="path">The pipe.</param>
internal sealed class NamedPipeException(string path) : IOException($"{path}: {Reason}")
{
    /// <summary>The message without the path.</summary>
    public const string Reason = "is a named pipe, and nobody may ever write to it";
}
