using MapKit.Maps;

namespace MapKit.Operations.CrossCheck;

/// <summary>An engine that can also read: it reads MapKit's map, so that both directions are checked.</summary>
internal interface ICrossCheckReader : ICrossCheckEngine
{
    /// <summary>Reads a map with the engine's code and looks up each key.</summary>
    /// <param name="mapPath">The map, in a folder that no other user can write to.</param>
    /// <returns>The records in stored bytes, in the engine's order.</returns>
    /// <exception cref="IOException">It cannot read the map, or does not find a key that it lists.</exception>
    /// <exception cref="MapFormatException">The map is not sound, so it was not given to the engine.</exception>
    IReadOnlyList<MapRecord> Read(string mapPath);
}
