using MapKit.Tests;
using MapKit.Tests.Peers;
using Xunit.v3;

namespace MapKit.Cli.Tests.Packages;

/// <summary>A fact about the built packages, with installed tools as judges.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackageFactAttribute : FactAttribute, ITraitAttribute
{
    public PackageFactAttribute(params string[] tools) => Skip = BuiltPackages.ReasonToSkip ?? new RootFactAttribute(tools).Skip;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Root, Category.Slow);
}
