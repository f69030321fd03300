namespace MapKit.Maps;

/// <summary>What a step of a lookup has come to.</summary>
internal enum LookupStep
{
    /// <summary>The step is one of the unusual ones, or cannot be taken: the key is to be asked for by itself.</summary>
    Unusual,

    /// <summary>The key is not in the map.</summary>
    NotFound,

    /// <summary>The key is there.</summary>
    Found,

    /// <summary>The lookup goes on at another place.</summary>
    Onward,
}
