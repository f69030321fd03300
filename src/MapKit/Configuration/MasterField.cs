using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>One field of a service in master.cf.</summary>
/// <param name="Text">As written; <c>-</c> is the default.</param>
/// <param name="Place">Where it is.</param>
public sealed record MasterField(string Text, SourcePlace Place)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
