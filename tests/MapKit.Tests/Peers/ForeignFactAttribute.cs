namespace MapKit.Tests.Peers;

/// <summary>A fact judged by <see cref="ForeignTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForeignFactAttribute : FactAttribute
{
    public ForeignFactAttribute() => Skip = ForeignTools.ReasonToSkip ?? PeerTools.ReasonToSkip(["db_dump"]);
}
