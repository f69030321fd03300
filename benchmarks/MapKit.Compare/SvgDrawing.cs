using System.Globalization;
using System.Security;
using System.Text;

namespace MapKit.Compare;

/// <summary>A drawing that every browser shows: lines, bars, points and text on white.</summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a drawing.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    public SvgDrawing(int width, int height)
    {
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n");
    }

    /// <summary>Draws a bar.</summary>
    public void Bar(double x, double y, double width, double height, string colour) =>
        Append($"<rect x=\"{x:f1}\" y=\"{y:f1}\" width=\"{width:f1}\" height=\"{height:f1}\" fill=\"{colour}\"/>\n");

    /// <summary>Draws a line through some points.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, string colour, bool isDashed = false, double width = 1) =>
        Append($"<polyline points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:f1},{point.Y:f1}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:f1}\"{(isDashed ? " stroke-dasharray=\"5 4\"" : "")}/>\n");

    /// <summary>Draws a point.</summary>
    public void Point(double x, double y, string colour) => Append($"<circle cx=\"{x:f1}\" cy=\"{y:f1}\" r=\"3\" fill=\"{colour}\"/>\n");

    /// <summary>Writes text.</summary>
    /// <param name="x">Where its <paramref name="anchor"/> is.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor">Its <c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="isBold">Whether it is a heading.</param>
    public void Text(double x, double y, string text, string anchor = "start", bool isBold = false) =>
        Append($"<text x=\"{x:f1}\" y=\"{y:f1}\" text-anchor=\"{anchor}\"{(isBold ? " font-weight=\"bold\"" : "")}>{SecurityElement.Escape(text)}</text>\n");

    /// <summary>The drawing.</summary>
    public override string ToString() => _text + "</svg>\n";

    private void Append(FormattableString markup) => _text.Append(markup.ToString(CultureInfo.InvariantCulture));
}
