using System.Globalization;
using MapKit.Editing;

namespace MapKit.Cli.Rendering.PostgreSql;

/// <summary>Rows of text in aligned columns.</summary>
internal static class TextRows
{
    /// <summary>Prints a heading and rows.</summary>
    public static void Write(ByteWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => TextWidth.Measure(row[column]))).ToArray();
        foreach (var row in all) output.WriteLine(string.Join("  ", row.Select((text, column) => text + new string(' ', widths[column] - TextWidth.Measure(text)))).TrimEnd());
    }

    /// <summary>A number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A time, in UTC to the second.</summary>
    public static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
