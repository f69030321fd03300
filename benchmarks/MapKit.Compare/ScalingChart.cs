namespace MapKit.Compare;

/// <summary>Draws how time and memory of an entry grow with the table: both axes by powers of ten, a level line is growth in proportion.</summary>
internal sealed class ScalingChart
{
    private const int Width = 980;
    private const int Height = 430;
    private const int PanelWidth = 380;
    private const int PanelHeight = 270;
    private const int Top = 60;
    private const int Left = 80;
    private const int PanelStep = PanelWidth + 100;
    private const string Axis = "#dddddd";

    private static readonly Dictionary<string, string> Colours = new() { ["hash"] = "#1f77b4", ["lmdb"] = "#2ca02c", ["cdb"] = "#d62728", ["btree"] = "#9467bd" };

    private readonly SvgDrawing _drawing = new(Width, Height);
    private readonly IReadOnlyList<ScalingPoint> _points;

    private ScalingChart(IReadOnlyList<ScalingPoint> points) => _points = points;

    /// <summary>Draws.</summary>
    public static string Draw(ScalingReport report)
    {
        var chart = new ScalingChart(report.Points);
        chart.Panel(Left, "Time of an entry, µs", point => point.Seconds / point.Entries * 1e6);
        chart.Panel(Left + PanelStep, "Memory of an entry, bytes", point => (double)point.MemoryBytes / point.Entries);
        chart.Legend();
        return chart._drawing.ToString();
    }

    private void Panel(double left, string title, Func<ScalingPoint, double> value)
    {
        var (firstX, lastX) = Decades(point => point.Entries);
        var (firstY, lastY) = Decades(value);
        _drawing.Text(left, Top - 20, title, isBold: true);
        for (var decade = firstX; decade <= lastX; decade++)
        {
            _drawing.Line([(X(decade), Top), (X(decade), Top + PanelHeight)], Axis);
            _drawing.Text(X(decade), Top + PanelHeight + 20, Figures.Count((long)Math.Pow(10, decade)), "middle");
        }

        for (var decade = firstY; decade <= lastY; decade++)
        {
            _drawing.Line([(left, Y(decade)), (left + PanelWidth, Y(decade))], Axis);
            _drawing.Text(left - 8, Y(decade) + 4, Math.Pow(10, decade).ToString("#,0.###", System.Globalization.CultureInfo.InvariantCulture), "end");
        }

        foreach (var line in _points.GroupBy(point => (point.Type, point.Program)))
        {
            var places = line.OrderBy(point => point.Entries).Select(point => (X(Math.Log10(point.Entries)), Y(Math.Log10(value(point))))).ToList();
            _drawing.Line(places, Colours[line.Key.Type], isDashed: line.Key.Program != "mapkit", width: 2);
            foreach (var (x, y) in places) _drawing.Point(x, y, Colours[line.Key.Type]);
        }

        double X(double power) => left + ((power - firstX) / (lastX - firstX) * PanelWidth);
        double Y(double power) => Top + PanelHeight - ((power - firstY) / (lastY - firstY) * PanelHeight);
    }

    private (double First, double Last) Decades(Func<ScalingPoint, double> value)
    {
        var first = Math.Floor(Math.Log10(_points.Min(value)));
        return (first, Math.Max(Math.Ceiling(Math.Log10(_points.Max(value))), first + 1));
    }

    private void Legend()
    {
        var x = (double)Left;
        foreach (var (type, colour) in Colours)
        {
            _drawing.Line([(x, Height - 25), (x + 30, Height - 25)], colour, width: 2);
            _drawing.Line([(x, Height - 15), (x + 30, Height - 15)], colour, isDashed: true, width: 2);
            _drawing.Text(x + 38, Height - 16, type);
            x += 110;
        }

        _drawing.Text(x, Height - 16, "solid: mapkit, dashed: postmap; entries of the table across");
    }
}
