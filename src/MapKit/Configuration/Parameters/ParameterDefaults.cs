using System.Text;
using MapKit.Postfix;

namespace MapKit.Configuration.Parameters;

/// <summary>
/// The defaults of all parameters, as <c>postconf -d</c> prints them: a row <c>name = value</c> for both versions, or
/// <c>name 3.7 = value</c> and <c>name 3.12 = value</c>, in the order of the names' bytes. The rows are loaded when a default is first
/// requested.
/// </summary>
internal static class ParameterDefaults
{
    private const string Resource = "MapKit.Configuration.Parameters.ParameterDefaults.txt";

    private static readonly Lazy<byte[]> Rows = new(ReadRows);

    /// <summary>The names of all parameters with a default in the version.</summary>
    public static IEnumerable<string> NamesOf(PostfixVersion version)
    {
        var text = Encoding.Latin1.GetString(Rows.Value);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row[..row.IndexOf(' ')]).Distinct().Where(name => Find(name, version) is not null);
    }

    /// <summary>The default of a parameter as written, one character per byte, or null when the version does not know the name.</summary>
    public static string? Find(string name, PostfixVersion version)
    {
        Span<byte> key = stackalloc byte[128];
        if (name.Length >= key.Length || !Ascii.IsValid(name)) return null;
        Encoding.Latin1.GetBytes(name, key);
        key[name.Length] = (byte)' ';
        key = key[..(name.Length + 1)];

        ReadOnlySpan<byte> rows = Rows.Value;
        for (var row = FirstRow(rows, key); row < rows.Length && rows[row..].StartsWith(key);)
        {
            var line = LineAt(rows, row);
            row += line.Length + 1;
            if (ValueOf(line[key.Length..], VersionDifferences.In(version).LabelOfDefaults, out var value)) return Encoding.Latin1.GetString(value);
        }

        return null;
    }

    /// <summary>The first row that is not before the key.</summary>
    private static int FirstRow(ReadOnlySpan<byte> rows, ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = rows[..((low + high) / 2)].LastIndexOf((byte)'\n') + 1;
            if (middle < low) middle = low;
            var line = LineAt(rows, middle);
            if (line[..Math.Min(line.Length, key.Length)].SequenceCompareTo(key) < 0) low = middle + line.Length + 1;
            else high = middle;
        }

        return low;
    }

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> rows, int start) => rows.Slice(start, rows[start..].IndexOf((byte)'\n'));

    private static bool ValueOf(ReadOnlySpan<byte> row, ReadOnlySpan<byte> version, out ReadOnlySpan<byte> value)
    {
        if (row[0] != '=' && row.StartsWith(version)) row = row[version.Length..];
        var isKnown = row[0] == '=';
        value = isKnown && row.Length > 1 ? row[2..] : default;
        return isKnown;
    }

    private static byte[] ReadRows()
    {
        using var stream = typeof(ParameterDefaults).Assembly.GetManifestResourceStream(Resource)!;
        var rows = new byte[stream.Length];
        stream.ReadExactly(rows);
        return rows;
    }
}
