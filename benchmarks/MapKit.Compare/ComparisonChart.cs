namespace MapKit.Compare;

/// <summary>Draws a comparison: a bar for the peer's time and below it one for ours, each pair to a scale of its own.</summary>
internal static class ComparisonChart
{
    private const int Width = 860;
    private const int Top = 70;
    private const int RowHeight = 46;
    private const int BarHeight = 14;
    private const int BarStart = 170;
    private const int FullBar = 420;
    private const int Gap = 8;
    private const string Ours = "#1f77b4";
    private const string Peer = "#bbbbbb";

    /// <summary>Draws.</summary>
    public static string Draw(ComparisonReport report)
    {
        var drawing = new SvgDrawing(Width, Top + (report.Works.Count * RowHeight) + Gap);
        drawing.Text(Gap, 24, $"{Figures.Count(report.Entries)} entries: time relative to Postfix's tools (shorter is faster)", isBold: true);
        drawing.Bar(BarStart, 40, BarHeight, BarHeight, Peer);
        drawing.Text(BarStart + BarHeight + Gap, 52, $"Postfix {report.Machine.Postfix}, or what is named");
        drawing.Bar(BarStart + 280, 40, BarHeight, BarHeight, Ours);
        drawing.Text(BarStart + 280 + BarHeight + Gap, 52, "mapkit");
        var y = Top;
        foreach (var result in report.Works)
        {
            drawing.Text(BarStart - Gap, y + BarHeight + 4, result.Work.Name, "end");
            var unit = FullBar / Math.Max(result.Peer.Median, result.Ours.Median);
            var (peer, ours) = (result.Peer.Median * unit, result.Ours.Median * unit);
            if (result.Ratio is not null)
            {
                drawing.Bar(BarStart, y, peer, BarHeight, Peer);
                drawing.Text(BarStart + peer + Gap, y + 12, $"{Figures.Time(result.Peer.Median)}{(result.Work.Against is { } against ? $" ({against})" : "")}");
            }

            drawing.Bar(BarStart, y + BarHeight + 2, ours, BarHeight, Ours);
            drawing.Text(BarStart + ours + Gap, y + BarHeight + 14, Figures.Time(result.Ours.Median) + (result.Ratio is { } ratio ? $", {Figures.Times(ratio)} as fast" : ""));
            y += RowHeight;
        }

        return drawing.ToString();
    }
}
