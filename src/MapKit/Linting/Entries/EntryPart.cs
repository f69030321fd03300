using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Linting.Entries;

/// <summary>A part of an entry.</summary>
/// <param name="IsKey">Whether it is in the key.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes; -1 for all from the start.</param>
internal readonly record struct EntryPart(bool IsKey, int Start, int Length)
{
    /// <summary>The whole key.</summary>
    public static readonly EntryPart Key = new(IsKey: true, 0, -1);

    /// <summary>The whole value.</summary>
    public static readonly EntryPart Value = new(IsKey: false, 0, -1);

    /// <summary>Bytes of the value.</summary>
    public static EntryPart InValue(int start, int length) => new(IsKey: false, start, length);

    /// <summary>The place of the part in the source, limited to the entry.</summary>
    public SourcePlace PlaceIn(in Entry entry)
    {
        var text = IsKey ? entry.Key : entry.Value;
        var start = Math.Min(Start, text.Length);
        var length = Length < 0 ? text.Length - start : Math.Min(Length, text.Length - start);
        return IsKey ? entry.PlaceInKey(start, length) : entry.PlaceInValue(start, length);
    }
}
