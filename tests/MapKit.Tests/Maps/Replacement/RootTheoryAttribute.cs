using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>As <see cref="RootFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute(params string[] tools) =>
        Skip = Environment.IsPrivilegedProcess ? PeerTools.ReasonToSkip(tools) : "needs root";
}
