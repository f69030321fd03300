using System.Globalization;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>What a number with a unit that Postfix refuses probably means: <c>10M</c> bytes, <c>5 minutes</c>.</summary>
internal static class NumberWithUnit
{
    /// <summary>The bytes that a size means.</summary>
    /// <param name="value">The value of a parameter.</param>
    /// <returns>Null if it is not a size.</returns>
    public static long? Bytes(string value)
    {
        var (digits, unit) = Parts(value);
        if (unit.Length == 0 || unit[1..] is not ("" or "b" or "ib" or "ytes")) return null;
        int? shift = unit[0] switch { 'b' => 0, 'k' => 10, 'm' => 20, 'g' => 30, _ => null };
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue >> 31 ? number << shift : null;
    }

    /// <summary>The time in the words of main.cf.</summary>
    /// <param name="value">The value of a parameter.</param>
    /// <returns>Null if it is not a time.</returns>
    public static string? Time(string value)
    {
        var (digits, unit) = Parts(value);
        if (digits.Length == 0) return null;
        return unit.TrimEnd('.') switch
        {
            _ when unit.EndsWith("..", StringComparison.Ordinal) => null,
            "ms" or "msec" or "millisecond" or "milliseconds" => "1s",
            "s" or "sec" or "secs" or "second" or "seconds" => $"{digits}s",
            "m" or "min" or "mins" or "minute" or "minutes" => $"{digits}m",
            "h" or "hr" or "hrs" or "hour" or "hours" => $"{digits}h",
            "d" or "day" or "days" => $"{digits}d",
            "w" or "week" or "weeks" => $"{digits}w",
            "mo" or "month" or "months" => Days(digits, 30),
            "y" or "yr" or "yrs" or "year" or "years" => Days(digits, 365),
            _ => null,
        };
    }

    private static string? Days(string digits, long days) =>
        long.TryParse(digits, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? $"{number * days}d" : null;

    /// <summary>The digits, and the unit in lower case; both may be empty.</summary>
    private static (string Digits, string Unit) Parts(string value)
    {
        var text = value.Trim();
        var digits = string.Concat(text.TakeWhile(char.IsAsciiDigit));
        return (digits, text[digits.Length..].TrimStart().ToLowerInvariant());
    }
}
