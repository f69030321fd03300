namespace MapKit.Operations.Graph.Layout;

/// <summary>The direction in which the edges of a picture lead.</summary>
internal enum LayoutDirection
{
    /// <summary>From left to right.</summary>
    Right,

    /// <summary>From top to bottom, for narrow screens.</summary>
    Down,
}

/// <summary>A width and a height.</summary>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
internal readonly record struct Size(double Width, double Height);

/// <summary>A place.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
internal readonly record struct Point(double X, double Y);

/// <summary>An edge to be placed.</summary>
/// <param name="From">The number of the node that it leaves.</param>
/// <param name="To">The number of the node that it leads to.</param>
/// <param name="Label">The size of its label; nothing without one.</param>
internal readonly record struct LayoutEdge(int From, int To, Size Label);

/// <summary>A picture whose nodes and edges have places.</summary>
/// <param name="Size">The size of all.</param>
/// <param name="Nodes">The left upper corners of the nodes.</param>
/// <param name="Edges">The edges.</param>
internal sealed record PlacedGraph(Size Size, IReadOnlyList<Point> Nodes, IReadOnlyList<PlacedEdge> Edges);

/// <summary>The way of an edge.</summary>
/// <param name="Points">The ends of its parts: a curve, and then a line and a curve for each layer that it passes.</param>
/// <param name="Label">The middle of its label.</param>
internal sealed record PlacedEdge(IReadOnlyList<Point> Points, Point Label);
