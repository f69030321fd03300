namespace MapKit.Operations.Graph.Layout;

/// <summary>The place of a node, or of an edge that passes a layer.</summary>
/// <param name="layer">The layer.</param>
/// <param name="across">Its extent in the layer.</param>
/// <param name="along">Its extent in the direction of the edges.</param>
internal sealed class LayoutPlace(int layer, double across, double along)
{
    /// <summary>The layer.</summary>
    public int Layer { get; } = layer;

    /// <summary>Its extent in the layer.</summary>
    public double Across { get; } = across;

    /// <summary>Its extent in the direction of the edges.</summary>
    public double Along { get; } = along;

    /// <summary>Whether an edge passes here.</summary>
    public bool IsPassing { get; init; }

    /// <summary>The connections with the layer before.</summary>
    public List<LayoutLink> Before { get; } = [];

    /// <summary>The connections with the layer after.</summary>
    public List<LayoutLink> After { get; } = [];

    /// <summary>Its position in the order of the layer.</summary>
    public int Position { get; set; }

    /// <summary>Its middle in the layer.</summary>
    public double Middle { get; set; }
}

/// <summary>A connection of two places in layers beside each other.</summary>
/// <param name="first">The place in the first layer.</param>
/// <param name="second">The place in the second layer.</param>
internal sealed class LayoutLink(LayoutPlace first, LayoutPlace second)
{
    /// <summary>The place in the first layer.</summary>
    public LayoutPlace First { get; } = first;

    /// <summary>The place in the second layer.</summary>
    public LayoutPlace Second { get; } = second;
}
