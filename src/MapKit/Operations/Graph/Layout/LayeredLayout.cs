namespace MapKit.Operations.Graph.Layout;

/// <summary>
/// Places a graph in layers (Sugiyama): each node is in a layer after those of the nodes that lead to it, the order in a layer crosses few edges,
/// and each node is near the middle of those that it is connected with. The same graph has the same places on every machine.
/// </summary>
internal sealed class LayeredLayout
{
    private const double NodeGap = 20;
    private const double EdgeGap = 12;
    private const double LayerGap = 52;
    private const double Margin = 4;
    private const double LabelMargin = 26;
    private const double PortGap = 14;

    private readonly IReadOnlyList<LayoutEdge> _edges;
    private readonly bool _isDown;
    private readonly List<LayoutPlace> _places = [];
    private readonly List<LayoutLink[]> _chains = [];
    private readonly bool[] _isReversed;

    private LayeredLayout(IReadOnlyList<Size> nodes, IReadOnlyList<LayoutEdge> edges, LayoutDirection direction)
    {
        _edges = edges;
        _isDown = direction == LayoutDirection.Down;
        var layers = LayerAssignment.Assign(nodes.Count, edges);
        _isReversed = layers.IsReversed;
        for (var node = 0; node < nodes.Count; node++) _places.Add(new LayoutPlace(layers.Layers[node], Across(nodes[node]), Along(nodes[node])));
        for (var edge = 0; edge < edges.Count; edge++) _chains.Add(ChainOf(edge));
    }

    /// <summary>Places a graph.</summary>
    /// <param name="nodes">The sizes of the nodes.</param>
    /// <param name="edges">The edges; none leads from a node to itself.</param>
    /// <param name="direction">The direction.</param>
    public static PlacedGraph Place(IReadOnlyList<Size> nodes, IReadOnlyList<LayoutEdge> edges, LayoutDirection direction) =>
        new LayeredLayout(nodes, edges, direction).Place(nodes.Count);

    private PlacedGraph Place(int nodes)
    {
        var layers = LayerOrder.Arrange(_places);
        LayerAlignment.Align(layers, (one, other) => one.IsPassing || other.IsPassing ? EdgeGap : NodeGap);
        var first = _places.Min(place => place.Middle - (place.Across / 2));
        foreach (var place in _places) place.Middle += Margin - first;
        var starts = StartsOf(layers, out var length);
        var across = _places.Max(place => place.Middle + (place.Across / 2)) + Margin;
        var edges = _chains.Select((chain, index) => WayOf(chain, index, starts, layers)).ToArray();
        var labels = new LabelPlaces(_isDown);
        edges = [.. edges.Select((edge, index) => _edges[index].Label.Width > 0 ? edge with { Label = labels.Place(edge.Label, _edges[index].Label) } : edge)];
        var lowest = Math.Max(across, labels.End + Margin);
        return new PlacedGraph(
            _isDown ? new Size(lowest, length) : new Size(length, lowest),
            [.. _places.Take(nodes).Select(place => Turned(starts[place.Layer], place.Middle - (place.Across / 2)))],
            edges);
    }

    private double Along(Size size) => _isDown ? size.Height : size.Width;

    private double Across(Size size) => _isDown ? size.Width : size.Height;

    private Point Turned(double along, double across) => _isDown ? new Point(across, along) : new Point(along, across);

    /// <summary>The parts of an edge, in the order of the layers.</summary>
    private LayoutLink[] ChainOf(int edge)
    {
        var (from, to) = _isReversed[edge] ? (_edges[edge].To, _edges[edge].From) : (_edges[edge].From, _edges[edge].To);
        var chain = new List<LayoutPlace> { _places[from] };
        for (var layer = _places[from].Layer + 1; layer < _places[to].Layer; layer++)
        {
            var passing = new LayoutPlace(layer, 2, 0) { IsPassing = true };
            _places.Add(passing);
            chain.Add(passing);
        }

        chain.Add(_places[to]);
        var links = new LayoutLink[chain.Count - 1];
        for (var index = 0; index < links.Length; index++)
        {
            links[index] = new LayoutLink(chain[index], chain[index + 1]);
            chain[index].After.Add(links[index]);
            chain[index + 1].Before.Add(links[index]);
        }

        return links;
    }

    /// <summary>Where each layer begins. Between two layers is place for the labels of the edges.</summary>
    private double[] StartsOf(IReadOnlyList<List<LayoutPlace>> layers, out double length)
    {
        var starts = new double[layers.Count];
        length = Margin;
        for (var layer = 0; layer < layers.Count; layer++)
        {
            starts[layer] = length;
            length += layers[layer].Max(place => place.Along);
            if (layer < layers.Count - 1) length += GapAfter(layer);
        }

        length += Margin;
        return starts;
    }

    private double GapAfter(int layer)
    {
        var gap = LayerGap;
        for (var edge = 0; edge < _edges.Count; edge++)
        {
            if (_edges[edge].Label.Width > 0 && LabelLayer(edge) == layer) gap = Math.Max(gap, Along(_edges[edge].Label) + (2 * LabelMargin));
        }

        return gap;
    }

    /// <summary>The layer after which the label is: where fewer edges are near.</summary>
    private int LabelLayer(int edge)
    {
        var chain = _chains[edge];
        return chain[0].First.After.Count > chain[^1].Second.Before.Count ? chain[^1].First.Layer : chain[0].First.Layer;
    }

    private PlacedEdge WayOf(LayoutLink[] chain, int edge, double[] starts, IReadOnlyList<List<LayoutPlace>> layers)
    {
        var points = new List<Point>();
        var label = default(Point);
        var middle = LabelLayer(edge);
        foreach (var link in chain)
        {
            var end = EndOf(link.First.Layer, starts, layers);
            var exit = PortOf(link.First, link.First.After, link, place => place.Second.Middle);
            var entry = PortOf(link.Second, link.Second.Before, link, place => place.First.Middle);
            points.Add(Turned(link.First.IsPassing ? end : starts[link.First.Layer] + link.First.Along, exit));
            points.Add(Turned(starts[link.Second.Layer], entry));
            if (link.First.Layer == middle) label = Turned((end + starts[link.Second.Layer]) / 2, (exit + entry) / 2);
        }

        if (_isReversed[edge]) points.Reverse();
        return new PlacedEdge(points, label);
    }

    private static double EndOf(int layer, double[] starts, IReadOnlyList<List<LayoutPlace>> layers) => starts[layer] + layers[layer].Max(place => place.Along);

    /// <summary>Where an edge touches the side of a node: the edges of a side are beside one another, in the order of where they lead to.</summary>
    private static double PortOf(LayoutPlace place, List<LayoutLink> links, LayoutLink link, Func<LayoutLink, double> otherOf)
    {
        if (links.Count == 1) return place.Middle;
        var position = links.Select((other, index) => (other, index)).OrderBy(pair => otherOf(pair.other)).ThenBy(pair => pair.index).ToList().FindIndex(pair => ReferenceEquals(pair.other, link));
        var gap = Math.Min(PortGap, (place.Across - 12) / links.Count);
        return place.Middle + ((position - ((links.Count - 1) / 2.0)) * gap);
    }
}
