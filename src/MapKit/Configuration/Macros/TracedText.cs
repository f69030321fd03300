namespace MapKit.Configuration.Macros;

/// <summary>An expanded value with the place of each byte, which may be in the value of another parameter.</summary>
/// <param name="Text">The value, one character per byte.</param>
/// <param name="Runs">Pieces that are contiguous where they are written, in the order of the value.</param>
internal sealed record TracedText(string Text, IReadOnlyList<TracedRun> Runs)
{
    /// <summary>Where a byte is written.</summary>
    /// <param name="position">Its offset into the value; that of the end is allowed.</param>
    public MacroPlace PlaceOf(int position)
    {
        var (low, high) = (0, Runs.Count - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (Runs[middle].Start > position) high = middle - 1;
            else low = middle;
        }

        return Runs.Count == 0 ? default : Runs[low].Place.At(position - Runs[low].Start);
    }
}

/// <summary>A piece of an expanded value.</summary>
/// <param name="Start">Its offset into the expanded value.</param>
/// <param name="Place">Where its first byte is written.</param>
internal readonly record struct TracedRun(int Start, MacroPlace Place);
