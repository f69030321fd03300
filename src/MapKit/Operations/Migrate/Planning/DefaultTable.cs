using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Platform;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>A table that only defaults name, and that Postfix need not use.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="table">The table.</param>
internal sealed class DefaultTable(PostfixConfiguration configuration, TableReference table)
{
    /// <summary>Whether Postfix uses it: its file exists, or what reads or writes it is configured.</summary>
    public bool IsUsed => table.MapType is { } type && (Exists(MapTypes.SuffixOf(type)) || (table.Role.IsCache ? IsCacheUsed : Exists("")));

    private bool IsCacheUsed => table.Uses.Any(use => use.Parameter switch
    {
        "postscreen_cache_map" => configuration.Services.Any(service => service.ProcessName == "postscreen"),
        "address_verify_map" => Settings.Any(setting => setting.Value.Contains("reject_unverified_", StringComparison.Ordinal)),
        _ => false,
    });

    private IEnumerable<Setting> Settings => configuration.Main.Settings.Concat(configuration.Services.SelectMany(service => service.Overrides));

    private bool Exists(string suffix) => table.Name.StartsWith('/') && FilePresence.FileExists(configuration.Main.FileOf(table.Name) + suffix);
}
