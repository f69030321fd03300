namespace MapKit.Tests.Peers;

/// <summary>As <see cref="PeerFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    public PeerTheoryAttribute(params string[] tools) => Skip = PeerTools.ReasonToSkip(tools);
}
