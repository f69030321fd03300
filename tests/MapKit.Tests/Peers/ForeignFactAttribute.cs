using Xunit.v3;

namespace MapKit.Tests.Peers;

/// <summary>A fact judged by <see cref="ForeignTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForeignFactAttribute : FactAttribute, ITraitAttribute
{
    public ForeignFactAttribute() => Skip = ForeignTools.ReasonToSkip ?? PeerTools.ReasonToSkip(["db_dump"]);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
