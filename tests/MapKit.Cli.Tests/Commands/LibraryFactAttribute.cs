using MapKit.Native.BerkeleyDb;
using MapKit.Native.Lmdb;
using MapKit.Tests;
using Xunit.v3;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A fact that needs libdb and liblmdb in this process; where CI demands the peers it fails without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibraryFactAttribute : FactAttribute, ITraitAttribute
{
    public LibraryFactAttribute() => Skip = ReasonToSkip;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);

    internal static string? ReasonToSkip =>
        Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1" || (BerkeleyDbLibrary.Find() is not null && LmdbLibrary.Find() is not null)
            ? null
            : "not installed: libdb-5.3 or liblmdb 0.9";
}
