namespace MapKit.Lookup.Patterns;

/// <summary>An engine refused an expression or gave up matching. The message is the engine's.</summary>
public sealed class PatternException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public PatternException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The engine's message.</param>
    public PatternException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">The engine's message.</param>
    /// <param name="innerException">The cause.</param>
    public PatternException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The engine's code.</summary>
    public int Code { get; init; }

    /// <summary>Offset in bytes in the expression, or -1 where the engine gives none.</summary>
    public int Offset { get; init; } = -1;
}
