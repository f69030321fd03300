using MapKit.Tests.Peers;

namespace MapKit.Tests.Native;

/// <summary>A fact judged by libdb and liblmdb in this process; as <see cref="PeerFactAttribute"/> where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(params string[] tools) => Skip = EngineTheoryAttribute.ReasonToSkip(tools);
}
