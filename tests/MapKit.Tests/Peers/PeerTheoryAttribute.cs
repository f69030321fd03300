using Xunit.v3;

namespace MapKit.Tests.Peers;

/// <summary>As <see cref="PeerFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public PeerTheoryAttribute(params string[] tools) => Skip = PeerTools.ReasonToSkip(tools);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
