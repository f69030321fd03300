namespace MapKit.Operations;

/// <summary>A map cannot be changed. The message is what Postfix's tools say after <c>fatal: </c>.</summary>
public sealed class MapUpdateException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public MapUpdateException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    public MapUpdateException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    /// <param name="innerException">The cause.</param>
    public MapUpdateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// What stands on a line of its own before the message, without a program's name, or null: where Berkeley DB says more
    /// than Postfix, its words; where the file is damaged, what is wrong with it.
    /// </summary>
    public string? Detail { get; init; }
}
