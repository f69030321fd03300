using MapKit.Web.Model;

namespace MapKit.Web;

/// <summary>What is open in the page.</summary>
/// <param name="Name">Its name; empty for a text that is typed.</param>
/// <param name="Session">The worker that has it.</param>
public abstract record Opened(string Name, LibrarySession Session)
{
    /// <summary>A map.</summary>
    public sealed record OfMap(MapView Map, LibrarySession Session) : Opened(Map.Name, Session);

    /// <summary>A source.</summary>
    /// <param name="Name">Its name; empty for a text that is typed.</param>
    /// <param name="File">The number of its file; 0 for none.</param>
    /// <param name="Session">The worker that has it.</param>
    public sealed record OfSource(string Name, int File, LibrarySession Session) : Opened(Name, Session);

    /// <summary>A configuration.</summary>
    public sealed record OfConfiguration(ConfigurationView Configuration, LibrarySession Session) : Opened(Configuration.Directory, Session);
}
