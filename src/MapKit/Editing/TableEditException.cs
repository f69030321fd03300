namespace MapKit.Editing;

/// <summary>An edit that is refused, because the edited source would be read differently. The document is unchanged.</summary>
public sealed class TableEditException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The reason and what to do; quotes no value.</param>
    public TableEditException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception without a reason.</summary>
    public TableEditException()
    {
    }

    /// <summary>Creates the exception with a cause.</summary>
    /// <param name="message">What cannot be written, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public TableEditException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
