using MapKit.Source;

namespace MapKit.Operations.Update;

/// <summary>
/// A map cannot be changed. The message is the text of Postfix's tools after <c>fatal: </c>, one character per byte
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

    /// <summary>The damage of the file, or null; printed on a separate line before the message.</summary>
    public string? Detail { get; init; }

    /// <summary>The exception for a failure whose message contains file names.</summary>
    internal static MapUpdateException Create(string text, Exception? cause = null, string? detail = null) =>
        new(ByteText.FromText(text), cause) { Detail = detail };
}
