using Xunit.v3;

namespace MapKit.Tests.Peers;

/// <summary>A fact that only root can try, for what it does with owners or daemons; with installed tools as judges.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute, ITraitAttribute
{
    public RootFactAttribute(params string[] tools) => Skip = PeerTools.ReasonToSkip(tools, needsRoot: true);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Root);
}
