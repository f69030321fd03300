using MapKit.Native.BerkeleyDb;
using MapKit.Native.Lmdb;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A fact that needs libdb and liblmdb in this process; where CI demands the peers it fails without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibraryFactAttribute : FactAttribute
{
    public LibraryFactAttribute() => Skip = ReasonToSkip;

    internal static string? ReasonToSkip =>
        Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1" || (BerkeleyDbLibrary.Find() is not null && LmdbLibrary.Find() is not null)
            ? null
            : "not installed: libdb-5.3 or liblmdb 0.9";
}
