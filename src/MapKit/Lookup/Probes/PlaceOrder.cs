using MapKit.Maps.Paging;

namespace MapKit.Lookup.Probes;

/// <summary>Groups keys by the piece of the file in which their next step is. Within a piece they are unordered.</summary>
internal sealed class PlaceOrder
{
    /// <summary>Orders keys.</summary>
    /// <param name="places">The place of each key, or no place for a finished key.</param>
    /// <param name="pieceLength">Bytes of a piece.</param>
    /// <param name="pieces">Pieces of the file; places after its end belong to the last one.</param>
    public PlaceOrder(ReadOnlySpan<LookupPlace> places, int pieceLength, long pieces)
    {
        var ends = new int[pieces];
        foreach (var place in places)
        {
            if (place.Offset < 0) continue;
            ends[PieceOf(place.Offset)]++;
            Count++;
        }

        var sum = 0;
        foreach (ref var end in ends.AsSpan()) (end, sum) = (sum, sum + end);
        Keys = new int[Count];
        for (var key = 0; key < places.Length; key++)
        {
            if (places[key].Offset >= 0) Keys[ends[PieceOf(places[key].Offset)]++] = key;
        }

        Ends = ends;

        long PieceOf(long place) => Math.Min(place / pieceLength, pieces - 1);
    }

    /// <summary>Number of unfinished keys.</summary>
    public int Count { get; }

    /// <summary>Their numbers, grouped by piece, in the order of the pieces.</summary>
    public int[] Keys { get; }

    private int[] Ends { get; }

    /// <summary>Parts of <see cref="Keys"/>, each with all keys of its pieces.</summary>
    /// <param name="count">About how many keys a part has at least.</param>
    public IEnumerable<Range> Runs(int count)
    {
        var start = 0;
        foreach (var end in Ends)
        {
            if (end - start < count && end < Count) continue;
            if (end > start) yield return start..end;
            start = end;
        }
    }
}
