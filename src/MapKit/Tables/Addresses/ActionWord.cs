using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Addresses;

/// <summary>Words such as <c>BOUNCE</c> in place of an address: actions of other tables, which Postfix reads as local users.</summary>
internal static class ActionWord
{
    private const int Shortest = 4;
    private const int Longest = 9;

    private static readonly string[] Words = ["BOUNCE", "REJECT", "DISCARD", "DROP", "DENY", "DEFER", "HOLD", "BLOCK", "IGNORE", "DUNNO", "BLACKHOLE", "DELETE"];

    /// <summary>Whether a value is such a word. Allocates nothing.</summary>
    public static bool IsOne(ReadOnlySpan<byte> value) =>
        value.Length is >= Shortest and <= Longest && value[0] is >= (byte)'B' and <= (byte)'R' && !value.ContainsAnyExceptInRange((byte)'A', (byte)'Z') && IsKnown(value);

    /// <summary>Reports a value that is such a word.</summary>
    public static void Report(string value, List<ValueProblem> problems)
    {
        if (Array.IndexOf(Words, value) < 0) return;
        problems.Add(new ValueProblem(
            Rules.ActionAsAddress,
            0,
            value.Length,
            $"{Latin1Text.Show(value)} is not an action in this table; Postfix reads it as the address of a user of this name",
            value is "DISCARD" or "DROP" or "BLACKHOLE" or "DELETE" or "IGNORE"
                ? "write discard: in a transport table, or /dev/null in an alias table"
                : "write REJECT in a table of check_recipient_access, or error: in a transport table"));
    }

    private static bool IsKnown(ReadOnlySpan<byte> value)
    {
        foreach (var word in Words)
        {
            if (System.Text.Ascii.Equals(value, word)) return true;
        }

        return false;
    }
}
