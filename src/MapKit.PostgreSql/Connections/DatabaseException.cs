namespace MapKit.PostgreSql.Connections;

/// <summary>The database cannot be reached, or refuses. The message says what to do, and has no password.</summary>
internal sealed class DatabaseException : IOException
{
    /// <summary>Creates an exception without a message.</summary>
    public DatabaseException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public DatabaseException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public DatabaseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether another attempt later may succeed: the server is away, busy or full, not misconfigured.</summary>
    public bool IsTransient { get; init; }
}
