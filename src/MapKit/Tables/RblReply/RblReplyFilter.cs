using System.Globalization;
using System.Text.RegularExpressions;

namespace MapKit.Tables.RblReply;

/// <summary>The pattern after the equals sign in <c>reject_rbl_client domain=127.0.0.2</c> (<c>ip_match</c>).</summary>
internal static partial class RblReplyFilter
{
    private const int Fields = 4;

    /// <summary>What is wrong with a pattern, or null.</summary>
    /// <param name="pattern">The pattern.</param>
    public static string? ProblemOf(string pattern)
    {
        // 3.12 also has patterns of IPv6 addresses.
        if (pattern.Contains(':', StringComparison.Ordinal)) return null;
        var fields = Field().Matches(pattern);
        if (fields.Count != Fields || !Pattern().IsMatch(pattern)) return "is not four fields of numbers";
        foreach (Match number in Number().Matches(pattern))
        {
            if (!int.TryParse(number.Value, CultureInfo.InvariantCulture, out var value) || value > byte.MaxValue) return $"has a number above {byte.MaxValue}";
        }

        foreach (Match range in Range().Matches(pattern))
        {
            if (int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture) > int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture)) return "has a range that ends before it begins";
        }

        return null;
    }

    [GeneratedRegex(@"\[[^\]]*\]|[^.\[\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [GeneratedRegex(@"^(\d+|\[\d+(\.\.\d+)?(;\d+(\.\.\d+)?)*\])(\.(\d+|\[\d+(\.\.\d+)?(;\d+(\.\.\d+)?)*\])){3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d{1,3})\.\.(\d{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
