namespace MapKit.Configuration;

/// <summary>Converts texts to values, and refuses invalid texts with Postfix's messages. Texts have one character per byte; a limit of 0 means none.</summary>
internal static class ParameterValues
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;
    private const int Week = 7 * Day;

    /// <summary><c>yes</c> or <c>no</c> in any case.</summary>
    public static bool Boolean(string name, string value)
    {
        if (value.Equals("yes", StringComparison.OrdinalIgnoreCase)) return true;
        if (value.Equals("no", StringComparison.OrdinalIgnoreCase)) return false;
        throw new ConfigurationException($"bad boolean configuration: {name} = {value}");
    }

    /// <summary>A number of 64 bits.</summary>
    public static long Number(string name, string value, long minimum, long maximum)
    {
        var number = LeadingNumber.Read(value);
        if (!number.IsWhole(value)) throw new ConfigurationException($"bad numerical configuration: {name} = {value}");
        if (minimum != 0 && number.Value < minimum) throw new ConfigurationException($"invalid {name} parameter value {number.Value} < {minimum}");
        if (maximum != 0 && number.Value > maximum) throw new ConfigurationException($"invalid {name} parameter value {number.Value} > {maximum}");
        return number.Value;
    }

    /// <summary>A number of 32 bits.</summary>
    public static int SmallNumber(string name, string value, int minimum, int maximum)
    {
        var number = LeadingNumber.Read(value);
        if (number.IsWhole(value) && number.Value is < int.MinValue or > int.MaxValue)
            throw new ConfigurationException($"bad numerical configuration: {name} = {value}");
        return (int)Number(name, value, minimum, maximum);
    }

    /// <summary>A text of limited length.</summary>
    public static string Text(string name, string value, int minimum, int maximum)
    {
        if (minimum != 0 && value.Length < minimum) throw new ConfigurationException($"bad string length {value.Length} < {minimum}: {name} = {value}");
        if (maximum != 0 && value.Length > maximum) throw new ConfigurationException($"bad string length {value.Length} > {maximum}: {name} = {value}");
        return value;
    }

    /// <summary>A time in seconds: a number and optionally a unit s, m, h, d or w; text after the unit is ignored.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="unit">The unit where the value names none.</param>
    /// <param name="minimum">Fewest seconds.</param>
    /// <param name="maximum">Most seconds.</param>
    public static int Seconds(string name, string value, char unit, int minimum, int maximum)
    {
        var number = LeadingNumber.Read(value);
        if (number.Length < value.Length) unit = value[number.Length];
        var unitSeconds = unit switch { 'w' => Week, 'd' => Day, 'h' => Hour, 'm' => Minute, 's' => 1, _ => 0 };
        var isTime = value.Length > 0 && number is { Overflows: false, Value: >= 0 and <= int.MaxValue } && unitSeconds > 0
            && (unitSeconds == 1 || number.Value < int.MaxValue / unitSeconds);
        if (!isTime) throw new ConfigurationException($"parameter {name}: bad time value or unit: {value}");

        var seconds = (int)number.Value * unitSeconds;
        if (minimum != 0 && seconds < minimum) throw new ConfigurationException($"invalid {name}: {seconds} (min {minimum})");
        if (maximum != 0 && seconds > maximum) throw new ConfigurationException($"invalid {name}: {seconds} (max {maximum})");
        return seconds;
    }
}
