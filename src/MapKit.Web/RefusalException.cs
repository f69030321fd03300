namespace MapKit.Web;

/// <summary>Files that cannot be opened. The message says why, and what to do.</summary>
public sealed class RefusalException : Exception
{
    /// <summary>Creates an exception without words.</summary>
    public RefusalException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    public RefusalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RefusalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
