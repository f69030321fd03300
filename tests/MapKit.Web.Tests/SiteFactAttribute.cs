using MapKit.Tests;
using Xunit.v3;

namespace MapKit.Web.Tests;

/// <summary>A fact about the published page in a browser. Without either it is skipped, with the reason; CI makes that a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SiteFactAttribute : FactAttribute, ITraitAttribute
{
    public SiteFactAttribute()
    {
        Timeout = 240_000;
        if (Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1") return;
        if (!File.Exists(Site.Chromium)) Skip = $"needs {Site.Chromium}";
        else if (Site.Folder is null) Skip = "needs the published page: dotnet publish src/MapKit.Web -c Release -o DIR, and MAPKIT_SITE=DIR/wwwroot";
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
