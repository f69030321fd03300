using System.Buffers;
using System.Globalization;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.RblReply;

/// <summary>The pattern after the equals sign in <c>reject_rbl_client domain=127.0.0.2</c> (<c>ip_match</c>).</summary>
internal static class RblReplyFilter
{
    private const int Fields = 4;
    private static readonly SearchValues<char> DigitCharacters = SearchValues.Create("0123456789");

    /// <summary>A number too large for any field stays too large.</summary>
    private static readonly Parser<int> Number =
        Scan.While(DigitCharacters).AtLeastOne().Select(digits => int.TryParse(digits.Text, CultureInfo.InvariantCulture, out var value) ? value : int.MaxValue);

    /// <summary><c>range = number [ ".." number ]</c>.</summary>
    private static readonly Parser<(int First, int Last)> Range =
        from first in Number
        from last in Parse.String("..").Then(_ => Number).Optional()
        select (first, last.GetOrElse(first));

    /// <summary><c>field = number / "[" range *( ";" range ) "]"</c>.</summary>
    private static readonly Parser<IEnumerable<(int First, int Last)>> Field =
        Range.DelimitedBy(Parse.Char(';')).Contained(Parse.Char('['), Parse.Char(']')).Or(Number.Select(number => (number, number)).Once());

    private static readonly Parser<IEnumerable<IEnumerable<(int First, int Last)>>> Pattern = Field.DelimitedBy(Parse.Char('.'));

    /// <summary>What is wrong with a pattern, or null.</summary>
    /// <param name="pattern">The pattern.</param>
    public static string? ProblemOf(string pattern)
    {
        // 3.12 also has patterns of IPv6 addresses.
        if (pattern.Contains(':', StringComparison.Ordinal)) return null;
        if (!Pattern.Matches(pattern, out var fields) || fields.Count() != Fields) return "is not four fields of numbers";
        var ranges = fields.SelectMany(field => field).ToList();
        if (ranges.Exists(range => Math.Max(range.First, range.Last) > byte.MaxValue)) return $"has a number above {byte.MaxValue}";
        return ranges.Exists(range => range.First > range.Last) ? "has a range that ends before it begins" : null;
    }
}
