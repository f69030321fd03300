using Xunit.v3;

namespace MapKit.Tests.Peers;

/// <summary>A fact judged by installed tools. Without them it is skipped, saying which are missing; CI makes that a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerFactAttribute : FactAttribute, ITraitAttribute
{
    public PeerFactAttribute(params string[] tools) => Skip = PeerTools.ReasonToSkip(tools);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
