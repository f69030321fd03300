namespace MapKit.Lookup;

/// <summary>A table cannot be opened or asked. The message is what Postfix's tools say after <c>fatal: </c>.</summary>
public sealed class LookupException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public LookupException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    public LookupException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    /// <param name="innerException">The cause.</param>
    public LookupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
