namespace MapKit.Maps;

/// <summary>Records that a map format has no room for.</summary>
public sealed class MapLimitException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The limit, what exceeds it, and where it comes from.</param>
    public MapLimitException(string message)
        : base(message)
    {
    }
}
