using MapKit.Tests;
using Xunit.v3;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>A fact that needs an installed PostgreSQL server; where CI demands the peers it fails without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseFactAttribute : FactAttribute, ITraitAttribute
{
    public DatabaseFactAttribute() => Skip = ReasonToSkip;

    internal static string? ReasonToSkip => Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1" || PostgreSqlServer.Programs is not null ? null : "not installed: postgresql";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
