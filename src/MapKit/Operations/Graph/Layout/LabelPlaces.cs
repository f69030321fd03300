namespace MapKit.Operations.Graph.Layout;

/// <summary>Moves labels so that none covers another.</summary>
/// <param name="isDown">Whether edges lead down: labels then move to the side.</param>
internal sealed class LabelPlaces(bool isDown)
{
    private const double Step = 3;
    private const int Most = 40;

    private readonly List<(Point Middle, Size Size)> _placed = [];

    /// <summary>The end of the last label.</summary>
    public double End { get; private set; }

    /// <summary>Finds a place near the one that is wanted.</summary>
    public Point Place(Point wanted, Size size)
    {
        var place = wanted;
        for (var turn = 1; turn <= Most && (place.X < size.Width / 2 || place.Y < size.Height / 2 || _placed.Exists(other => Overlap(place, size, other.Middle, other.Size))); turn++)
        {
            var distance = (turn + 1) / 2 * Step * (turn % 2 == 0 ? -1 : 1);
            place = isDown ? wanted with { X = wanted.X + distance } : wanted with { Y = wanted.Y + distance };
        }

        _placed.Add((place, size));
        End = Math.Max(End, isDown ? place.X + (size.Width / 2) : place.Y + (size.Height / 2));
        return place;
    }

    private static bool Overlap(Point one, Size oneSize, Point other, Size otherSize) =>
        Math.Abs(one.X - other.X) < ((oneSize.Width + otherSize.Width) / 2) + 4 && Math.Abs(one.Y - other.Y) < ((oneSize.Height + otherSize.Height) / 2) + 1;
}
