using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Platform;

namespace MapKit.Operations.Update;

/// <summary>What Postfix says after <c>fatal: </c> where a map cannot be opened or written (postfix-tables 2.8).</summary>
public static class PostfixFailure
{
    /// <summary>The words for a map that cannot be opened to build it or to put records into it.</summary>
    /// <param name="type">The map type.</param>
    /// <param name="name">The name of the map, without suffix.</param>
    /// <param name="cause">Why: what <see cref="CompileOperation"/> threw, or the like.</param>
    public static string OfOpeningToWrite(MapType type, string name, Exception cause)
    {
        // The lock is taken on a file that is opened before the database is.
        var isLocked = type is MapType.Hash or MapType.Btree && Path.Exists(name + MapTypes.SuffixOf(type));
        return $"open {(isLocked ? "" : "database ")}{FileOf(type, name)}: {FileFailure.ReasonOf(cause)}";
    }

    /// <summary>The system's words for a failure of a file, as <c>%m</c> gives them.</summary>
    /// <param name="cause">The failure.</param>
    public static string ReasonOf(Exception cause) => FileFailure.ReasonOf(cause);

    /// <summary>The words for a map that cannot be opened to delete records.</summary>
    /// <param name="type">The map type.</param>
    /// <param name="name">The name of the map, without suffix.</param>
    /// <param name="reason">Why.</param>
    internal static string OfOpening(MapType type, string name, string reason) => $"open database {FileOf(type, name)}: {reason}";

    /// <summary>The words for a map that cannot be written.</summary>
    /// <param name="type">The map type.</param>
    /// <param name="name">The name of the map, without suffix.</param>
    /// <param name="reason">Why.</param>
    internal static string OfPutting(MapType type, string name, string reason) =>
        type == MapType.Lmdb ? $"error updating lmdb:{name}: {reason}" : $"error writing {FileOf(type, name)}: {reason}";

    /// <summary>The words for a map from which nothing can be deleted.</summary>
    /// <param name="type">The map type.</param>
    /// <param name="name">The name of the map, without suffix.</param>
    /// <param name="reason">Why.</param>
    internal static string OfDeleting(MapType type, string name, string reason) =>
        $"error deleting from {(type == MapType.Lmdb ? $"lmdb:{name}" : FileOf(type, name))}: {reason}";

    private static string FileOf(MapType type, string name) => name + MapTypes.SuffixOf(type) + (type == MapType.Cdb ? ".tmp" : "");
}
