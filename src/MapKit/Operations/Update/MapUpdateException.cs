using MapKit.Source;

namespace MapKit.Operations.Update;

/// <summary>
/// A map cannot be changed. The message is what Postfix's tools say after <c>fatal: </c>, one character per byte
/// (<see cref="ByteText"/>).
/// </summary>
internal sealed class MapUpdateException : Exception
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

    /// <summary>Where the file is damaged, what is wrong with it, or null: for a line of its own before the message.</summary>
    public string? Detail { get; init; }

    /// <summary>The exception for a failure in words that name files.</summary>
    internal static MapUpdateException Create(string text, Exception? cause = null, string? detail = null) =>
        new(ByteText.FromText(text), cause) { Detail = detail };
}
