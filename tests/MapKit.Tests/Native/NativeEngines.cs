using MapKit.Maps;
using MapKit.Native;
using MapKit.Native.BerkeleyDb;
using MapKit.Native.Lmdb;

namespace MapKit.Tests.Native;

/// <summary>The installed engines.</summary>
internal static class NativeEngines
{
    private static readonly BerkeleyDbLibrary? BerkeleyDb = BerkeleyDbLibrary.Find();

    private static readonly LmdbLibrary? Lmdb = LmdbLibrary.Find();

    /// <summary>What is missing, or null.</summary>
    public static string? Missing => (BerkeleyDb, Lmdb) switch
    {
        (null, _) => "libdb-5.3",
        (_, null) => "liblmdb 0.9",
        _ => null,
    };

    public static INativeEngine Of(MapType type) =>
        (type == MapType.Lmdb ? (INativeEngine?)Lmdb : BerkeleyDb) ?? throw new InvalidOperationException($"not installed: {Missing}");
}
