using System.Text;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>
/// Files that are a directory of named databases (map-files A.8). Postfix opens files without a name and would look up
/// keys in the directory itself, so there is nothing sensible to read.
/// </summary>
internal static class NamedDatabases
{
    private const int NamesShown = 10;

    /// <summary>Says how many databases there are and their names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="directory">The records of the directory: name, and page number.</param>
    public static MapFormatException Refuse(string path, IEnumerable<MapRecord> directory)
    {
        var names = new StringBuilder();
        var count = 0L;
        foreach (var (name, _) in directory)
        {
            count++;
            if (count <= NamesShown) names.Append(count == 1 ? "" : ", ").Append(Printable(name.Span));
        }

        if (count > NamesShown) names.Append(", ...");
        return new MapFormatException(path, $"file holds {count} named databases: {names}");
    }

    private static string Printable(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (var b in name[..Math.Min(name.Length, 64)]) text.Append(b is >= 0x20 and < 0x7f ? (char)b : '?');
        return text.ToString();
    }
}
