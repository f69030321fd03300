namespace MapKit.Maps;

/// <summary>An open map of a type that can be changed, which MapKit does by writing it anew.</summary>
internal interface IRewritableMap : IMapReader
{
    /// <summary>What the file has besides its records and a file written by MapKit does not, or null if there is nothing.</summary>
    string? LostByRewriting { get; }
}
