using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Postfix;

namespace MapKit.Operations.Compile;

/// <summary>The type of the maps that Postfix 3.11 and later open instead of hash and btree, according to <c>non_bdb_migration_level</c>.</summary>
internal sealed class TypeRedirection
{
    private readonly NonBdbRedirection? _redirection;

    /// <summary>Reads the redirection from main.cf.</summary>
    public TypeRedirection(MainConfiguration main)
    {
        if (!VersionDifferences.In(main.Version).HasNonBdbMigration || main.Find("non_bdb_migration_level") is null) return;
        try
        {
            var parameters = ToolParameters.Read(main, checkAccounts: false);
            _redirection = new NonBdbRedirection(parameters, type => LookupTypes.IsSupported(type, main.Version), static _ => null, new NoFindings());
        }
        catch (ConfigurationException)
        {
            // Postfix does not start with this main.cf, so there is no redirection.
            _redirection = null;
        }
    }

    /// <summary>The type that is opened.</summary>
    /// <param name="type">The type that the configuration names.</param>
    public MapType Resolve(MapType type)
    {
        try
        {
            return _redirection?.Open(MapTypes.NameOf(type), "") is { } target && MapTypes.TryParse(target.Type, out var other) ? other : type;
        }
        catch (ConfigurationException)
        {
            return type;
        }
    }
}
