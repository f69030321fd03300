namespace MapKit.Cli.Rendering;

/// <summary>Standard output takes no more.</summary>
internal sealed class OutputException(IOException cause) : IOException($"standard output: {cause.Message}", cause)
{
    private const int BrokenPipe = 32;

    /// <summary>The exception of a reader that has gone before anything was written.</summary>
    public static OutputException ClosedByReader() => new(new IOException("the reader has gone", BrokenPipe));

    /// <summary>Whether the reader has gone, as <c>head</c> does when it has seen enough: nothing to complain about.</summary>
    public bool IsClosedByReader => InnerException!.HResult == BrokenPipe;
}
