namespace MapKit.Maps;

/// <summary>The pages of one kind in a map file, and how full they are.</summary>
/// <param name="Kind">What they hold, in a word or two, such as <c>leaf</c>.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="UsedBytes">Bytes that are in use on all of them, headers included; 0 where that is not known.</param>
/// <param name="Bytes">Bytes of all of them.</param>
public sealed record PageUse(string Kind, long Pages, long UsedBytes, long Bytes)
{
    /// <summary>The part that is in use, from 0 to 1; null where it is not known.</summary>
    public double? Fill => UsedBytes == 0 || Bytes == 0 ? null : (double)UsedBytes / Bytes;
}
