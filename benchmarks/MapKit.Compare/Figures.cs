using System.Globalization;

namespace MapKit.Compare;

/// <summary>Measured numbers as people read them: three digits that count.</summary>
internal static class Figures
{
    private const double Mebibyte = 1 << 20;

    /// <summary>A time: seconds, or milliseconds if it is short.</summary>
    public static string Time(double seconds) => seconds < 0.1 ? Text(seconds * 1000) + " ms" : Text(seconds) + " s";

    /// <summary>The shortest and the longest.</summary>
    public static string Spread(Samples samples) => samples.Most < 0.1
        ? $"{Text(samples.Least * 1000)}-{Text(samples.Most * 1000)} ms"
        : $"{Text(samples.Least)}-{Text(samples.Most)} s";

    /// <summary>How many times as fast.</summary>
    public static string Times(double ratio) => Text(ratio) + "x";

    /// <summary>Memory in MiB.</summary>
    public static string Memory(long bytes) => Text(bytes / Mebibyte) + " MiB";

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string Text(double number) => number.ToString(number switch { >= 100 => "F0", >= 10 => "F1", _ => "F2" }, CultureInfo.InvariantCulture);
}
