using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>A fact about owners, which only root can change; with installed tools as judges.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute(params string[] tools) =>
        Skip = Environment.IsPrivilegedProcess ? PeerTools.ReasonToSkip(tools) : "needs root";
}
