using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>
/// A configuration that Postfix's programs refuse. The message is their text after <c>fatal: </c>, with one character
/// for each byte of a quoted text, as in <see cref="Diagnostics.Diagnostic.PostfixText"/>.
/// </summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public ConfigurationException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What Postfix says after <c>fatal: </c>.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The invalid line, if it is one line.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>The file that the message names, as it is written there. A path is not a secret, even if it contains a quote.</summary>
    internal string? Path { get; init; }

    /// <summary>The preceding warning that describes the error, if <see cref="Exception.Message"/> does not.</summary>
    public string? Detail { get; init; }
}
