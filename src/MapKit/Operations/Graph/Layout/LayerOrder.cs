namespace MapKit.Operations.Graph.Layout;

/// <summary>Orders the places of each layer so that few edges cross.</summary>
internal static class LayerOrder
{
    private const int Sweeps = 12;

    /// <summary>Returns the layers in order.</summary>
    /// <param name="places">The places.</param>
    public static IReadOnlyList<List<LayoutPlace>> Arrange(IReadOnlyList<LayoutPlace> places)
    {
        var layers = Enumerable.Range(0, places.Max(place => place.Layer) + 1).Select(_ => new List<LayoutPlace>()).ToArray();
        foreach (var place in places) layers[place.Layer].Add(place);
        foreach (var layer in layers) Number(layer);
        var best = layers.Select(layer => layer.ToArray()).ToArray();
        var fewest = Crossings(layers);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isForward = sweep % 2 == 0;
            for (var step = 1; step < layers.Length; step++) Sort(layers[isForward ? step : layers.Length - 1 - step], isForward);
            var crossings = Crossings(layers);
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = [.. layers.Select(layer => layer.ToArray())];
        }

        for (var index = 0; index < layers.Length; index++)
        {
            layers[index] = [.. best[index]];
            Number(layers[index]);
        }

        return layers;
    }

    private static void Sort(List<LayoutPlace> layer, bool isForward)
    {
        var keys = layer.ToDictionary(place => place, place => isForward
            ? place.Before.Select(link => (double)link.First.Position).DefaultIfEmpty(place.Position).Average()
            : place.After.Select(link => (double)link.Second.Position).DefaultIfEmpty(place.Position).Average());
        var sorted = layer.OrderBy(place => keys[place]).ToArray();
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static void Number(List<LayoutPlace> layer)
    {
        for (var index = 0; index < layer.Count; index++) layer[index].Position = index;
    }

    /// <summary>The number of crossings: of two edges, one begins above the other and ends below it.</summary>
    private static long Crossings(IEnumerable<List<LayoutPlace>> layers)
    {
        var crossings = 0L;
        foreach (var layer in layers)
        {
            var ends = new List<int>();
            foreach (var place in layer)
            {
                foreach (var end in place.After.Select(link => link.Second.Position).Order())
                {
                    // The ends of the edges so far, in order: those after this one are crossed, except by edges of the same place.
                    var at = ends.BinarySearch(end);
                    if (at < 0) at = ~at;
                    while (at < ends.Count && ends[at] == end) at++;
                    crossings += ends.Count - at;
                    ends.Insert(at, end);
                }
            }
        }

        return crossings;
    }
}
