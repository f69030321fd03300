using System.Text;
using MapKit.Source;

namespace MapKit.Maps;

/// <summary>What is said where the name of a database does not match a file.</summary>
internal static class DatabaseNames
{
    private const int NamesShown = 10;
    private const int NameLengthShown = 64;

    /// <summary>A file with several databases was asked for without a name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="directory">The records of the directory: name, and page number.</param>
    public static MapFormatException Refuse(string path, IEnumerable<MapRecord> directory) =>
        new(path, $"file holds {Shown(directory.Select(record => record.Key))}; choose one with --database");

    /// <summary>A file with several databases was asked for one that it does not have.</summary>
    /// <param name="path">The file.</param>
    /// <param name="database">The name.</param>
    /// <param name="names">The names that it has.</param>
    public static MapFormatException IsNone(string path, string database, IEnumerable<ReadOnlyMemory<byte>> names) =>
        new(path, $"file holds no database \"{database}\"; it holds {Shown(names)}");

    /// <summary>A file that is one database was asked for one of several.</summary>
    public static MapFormatException HasNone(string path, string database) =>
        new(path, $"file holds no named databases, so there is none called \"{database}\"");

    /// <summary>Number and names of databases, in words.</summary>
    public static string Shown(IEnumerable<ReadOnlyMemory<byte>> directory)
    {
        var names = new StringBuilder();
        var count = 0L;
        foreach (var name in directory)
        {
            count++;
            if (count <= NamesShown) names.Append(count == 1 ? "" : ", ").Append(DisplayText.Escape(name.Span, NameLengthShown));
        }

        if (count > NamesShown) names.Append(", ...");
        return $"{count} named database{(count == 1 ? "" : "s")}: {names}";
    }
}
