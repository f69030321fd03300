namespace MapKit.Tables.Grammar;

/// <summary>Words that differ by one character.</summary>
internal static class Misspelling
{
    /// <summary>Whether one character inserted, removed or changed, or two adjacent characters exchanged, turns one word into the other.</summary>
    public static bool IsOneEditAway(string first, string second)
    {
        if (Math.Abs(first.Length - second.Length) > 1) return false;
        var start = first.AsSpan().CommonPrefixLength(second);
        var (left, right) = (first[start..], second[start..]);
        if (left.Length > right.Length) (left, right) = (right, left);
        if (left.Length < right.Length) return left == right[1..];
        if (left.Length == 0) return false;
        return left[1..] == right[1..] || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..] == right[2..]);
    }
}
