using MapKit.Tests.Peers;
using Xunit.v3;

namespace MapKit.Tests.Native;

/// <summary>As <see cref="EngineFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public EngineTheoryAttribute(params string[] tools) => Skip = ReasonToSkip(tools);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);

    internal static string? ReasonToSkip(string[] tools)
    {
        if (PeerTools.ReasonToSkip(tools) is { } reason) return reason;
        if (Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1") return null;
        return NativeEngines.Missing is { } missing ? $"not installed: {missing}" : null;
    }
}
