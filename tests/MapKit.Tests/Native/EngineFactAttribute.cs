using MapKit.Tests.Peers;
using Xunit.v3;

namespace MapKit.Tests.Native;

/// <summary>A fact judged by libdb and liblmdb in this process; as <see cref="PeerFactAttribute"/> where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute, ITraitAttribute
{
    public EngineFactAttribute(params string[] tools) => Skip = EngineTheoryAttribute.ReasonToSkip(tools);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
