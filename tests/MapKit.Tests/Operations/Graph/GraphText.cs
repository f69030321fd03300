using MapKit.Operations.Graph;

namespace MapKit.Tests.Operations.Graph;

/// <summary>A graph in a few lines.</summary>
internal static class GraphText
{
    /// <summary>A line for each edge.</summary>
    public static string Of(MailGraph graph)
    {
        var nodes = graph.Nodes.ToDictionary(node => node.Id, node => $"{node.Caption} \"{node.Title}\"");
        return string.Concat(graph.Edges.Select(edge => $"{nodes[edge.From]} > {nodes[edge.To]}\n"));
    }

    /// <summary>The edges of loops.</summary>
    public static IEnumerable<string> Loops(MailGraph graph)
    {
        var nodes = graph.Nodes.ToDictionary(node => node.Id, node => node.Title);
        return graph.Edges.Where(edge => edge.IsLoop).Select(edge => $"{nodes[edge.From]} {nodes[edge.To]}").Order(StringComparer.Ordinal);
    }
}
