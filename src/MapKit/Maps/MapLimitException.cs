namespace MapKit.Maps;

/// <summary>Records that exceed a limit of a map format.</summary>
public sealed class MapLimitException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The limit, what exceeds it, and where it comes from.</param>
    public MapLimitException(string message)
        : base(message)
    {
    }
}
