namespace MapKit.Cli.Rendering;

/// <summary>Standard output cannot be written.</summary>
internal sealed class OutputException(IOException cause) : IOException($"standard output: {cause.Message}", cause)
{
    private const int BrokenPipe = 32;

    /// <summary>The exception of a reader that has gone before anything was written.</summary>
    public static OutputException ClosedByReader() => new(new IOException("the reader has gone", BrokenPipe));

    /// <summary>Whether the reader has closed the pipe, as <c>head</c> does after its lines. This is not reported as an error.</summary>
    public bool IsClosedByReader => InnerException!.HResult == BrokenPipe;
}
