using MapKit.Source;
using MapKit.Tables.Transport;

namespace MapKit.Linting.AcrossTables;

/// <summary>A next hop as written, its first place and the number of its entries.</summary>
internal sealed class CredentialRoute(string text, NextHop hop, SourcePlace place)
{
    public string Text { get; } = text;

    public NextHop Hop { get; } = hop;

    public SourcePlace Place { get; } = place;

    public int Count { get; set; } = 1;
}
