namespace MapKit.Operations.Graph.Layout;

/// <summary>Moves the places of each layer near the middle of those that they are connected with, in their order and without overlap.</summary>
internal static class LayerAlignment
{
    private const int Sweeps = 10;

    /// <summary>Gives every place its middle.</summary>
    /// <param name="layers">The layers, in order.</param>
    /// <param name="gapBetween">The space between two neighbours.</param>
    public static void Align(IReadOnlyList<List<LayoutPlace>> layers, Func<LayoutPlace, LayoutPlace, double> gapBetween)
    {
        foreach (var layer in layers) Stack(layer, gapBetween);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var step = 0; step < layers.Count; step++)
            {
                var isForward = sweep % 2 == 0;
                Move(layers[isForward ? step : layers.Count - 1 - step], isForward, gapBetween);
            }
        }
    }

    private static void Stack(List<LayoutPlace> layer, Func<LayoutPlace, LayoutPlace, double> gapBetween)
    {
        var end = 0.0;
        for (var index = 0; index < layer.Count; index++)
        {
            if (index > 0) end += gapBetween(layer[index - 1], layer[index]);
            layer[index].Middle = end + (layer[index].Across / 2);
            end += layer[index].Across;
        }

        foreach (var place in layer) place.Middle -= end / 2;
    }

    /// <summary>
    /// Each place wants to be where its neighbours are. The least squares under the condition that none overlap: neighbours that would overlap
    /// become one block with a common wish (pool adjacent violators).
    /// </summary>
    private static void Move(List<LayoutPlace> layer, bool isForward, Func<LayoutPlace, LayoutPlace, double> gapBetween)
    {
        var offsets = new double[layer.Count];
        for (var index = 1; index < layer.Count; index++)
            offsets[index] = offsets[index - 1] + ((layer[index - 1].Across + layer[index].Across) / 2) + gapBetween(layer[index - 1], layer[index]);
        var blocks = new List<(double Sum, double Weight, int Count)>();
        for (var index = 0; index < layer.Count; index++)
        {
            var (wish, weight) = WishOf(layer[index], isForward);
            blocks.Add(((wish - offsets[index]) * weight, weight, 1));
            while (blocks.Count > 1 && blocks[^2].Sum / blocks[^2].Weight > blocks[^1].Sum / blocks[^1].Weight)
            {
                var (one, other) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (one.Sum + other.Sum, one.Weight + other.Weight, one.Count + other.Count);
            }
        }

        var next = 0;
        foreach (var (sum, weight, count) in blocks)
        {
            for (var member = 0; member < count; member++, next++) layer[next].Middle = (sum / weight) + offsets[next];
        }
    }

    private static (double Wish, double Weight) WishOf(LayoutPlace place, bool isForward)
    {
        var isAfter = isForward ? place.Before.Count == 0 : place.After.Count > 0;
        if (place.Before.Count + place.After.Count == 0) return (place.Middle, 0.01);
        return (isAfter ? place.After.Average(link => link.Second.Middle) : place.Before.Average(link => link.First.Middle), place.IsPassing ? 4 : 1);
    }
}
