using System.Globalization;

namespace MapKit.Operations.Graph.Writing;

/// <summary>The words at an edge.</summary>
internal static class EdgeText
{
    /// <summary>The file and line that decide, or else the parameter; empty if neither does.</summary>
    /// <param name="edge">The edge.</param>
    public static string Short(GraphEdge edge)
    {
        var text = edge.Place is { } place
            ? string.Create(CultureInfo.InvariantCulture, $"{Shown.Text(Path.GetFileName(place.Path))}:{place.Place.Line}")
            : Shown.Text(edge.Label);
        if (edge.Place is { IsCurrent: false }) text += " (map is older)";
        return edge.IsLoop ? text.Length == 0 ? "loop" : $"loop · {text}" : text;
    }

    /// <summary>The whole of it, for a tooltip: parameter, path and line.</summary>
    /// <param name="edge">The edge.</param>
    public static string Long(GraphEdge edge) => edge.Place is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{(edge.Label.Length > 0 ? $"{Shown.Text(edge.Label)}: " : "")}{Shown.Text(place.Path)}:{place.Place.Line}")
        : Shown.Text(edge.Label);
}
