using CsCheck;
using MapKit.Operations.Graph.Layout;
using Size = MapKit.Operations.Graph.Layout.Size;

namespace MapKit.Tests.Operations.Graph;

/// <summary>Where the nodes of a picture are.</summary>
public class LayoutTests
{
    private static readonly Gen<(Size[] Nodes, LayoutEdge[] Edges)> Graphs =
        from count in Gen.Int[1, 25]
        from nodes in Gen.Select(Gen.Int[40, 300], Gen.Int[30, 120], (width, height) => new Size(width, height)).Array[count]
        from edges in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Int[0, 90], (start, end, label) => new LayoutEdge(start, end, label < 20 ? default : new Size(label, 15))).Array[0, 40]
        select (nodes, edges.Where(edge => edge.From != edge.To).ToArray());

    [Fact]
    public void No_node_covers_another_and_all_are_inside() => Graphs.Sample(graph =>
    {
        foreach (var direction in (LayoutDirection[])[LayoutDirection.Right, LayoutDirection.Down])
        {
            var placed = GraphLayout.Place(graph.Nodes, graph.Edges, direction);
            for (var one = 0; one < graph.Nodes.Length; one++)
            {
                var (corner, size) = (placed.Nodes[one], graph.Nodes[one]);
                Assert.True(corner.X >= 0 && corner.Y >= 0 && corner.X + size.Width <= placed.Size.Width && corner.Y + size.Height <= placed.Size.Height);
                for (var other = 0; other < one; other++)
                {
                    var (otherCorner, otherSize) = (placed.Nodes[other], graph.Nodes[other]);
                    Assert.False(corner.X < otherCorner.X + otherSize.Width && otherCorner.X < corner.X + size.Width && corner.Y < otherCorner.Y + otherSize.Height && otherCorner.Y < corner.Y + size.Height);
                }
            }
        }
    }, iter: 300);

    [Fact]
    public void An_edge_leads_from_its_node_to_the_other() => Graphs.Sample(graph =>
    {
        var placed = GraphLayout.Place(graph.Nodes, graph.Edges, LayoutDirection.Right);
        for (var index = 0; index < graph.Edges.Length; index++)
        {
            Assert.True(Touches(graph.Edges[index].From, placed.Edges[index].Points[0]));
            Assert.True(Touches(graph.Edges[index].To, placed.Edges[index].Points[^1]));
        }

        bool Touches(int node, Point point)
        {
            var (corner, size) = (placed.Nodes[node], graph.Nodes[node]);
            return point.Y > corner.Y && point.Y < corner.Y + size.Height && (Math.Abs(point.X - corner.X) < 0.01 || Math.Abs(point.X - corner.X - size.Width) < 0.01);
        }
    }, iter: 300);

    [Fact]
    public void Edges_lead_forwards_where_there_is_no_circle()
    {
        var sizes = Enumerable.Repeat(new Size(50, 30), 6).ToArray();
        LayoutEdge[] edges = [new(0, 1, default), new(1, 2, default), new(0, 2, default), new(3, 2, default), new(2, 4, default), new(5, 4, default)];
        var placed = GraphLayout.Place(sizes, edges, LayoutDirection.Right);
        Assert.All(edges, edge => Assert.True(placed.Nodes[edge.From].X < placed.Nodes[edge.To].X));

        // A node that nothing leads to is beside the one that it leads to.
        Assert.Equal(placed.Nodes[2].X, placed.Nodes[5].X);
    }

    [Fact]
    public void Two_edges_between_the_same_nodes_are_apart()
    {
        var placed = GraphLayout.Place([new Size(80, 50), new Size(80, 50)], [new LayoutEdge(0, 1, default), new LayoutEdge(1, 0, default)], LayoutDirection.Right);
        Assert.True(Math.Abs(placed.Edges[0].Points[0].Y - placed.Edges[1].Points[^1].Y) > 5);
    }
}
