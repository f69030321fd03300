using MapKit.Tables;

namespace MapKit.PostgreSql.Publishing;

/// <summary>A source that is to be published.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">The name under which it is published.</param>
/// <param name="Format">Its format.</param>
internal sealed record TableSource(string Path, string Name, TableFormat Format)
{
    /// <summary>Whether the format was not given, but follows from the name.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>Whether it holds secrets.</summary>
    public bool IsCredentials { get; init; }

    /// <summary>Whether its values name files, whose content is published.</summary>
    public bool ValuesAreFiles { get; init; }

    /// <summary>The name of a table: its path below the folder of the configuration, else as it is given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">The folder of main.cf.</param>
    public static string NameOf(string path, string folder)
    {
        var full = System.IO.Path.GetFullPath(path);
        var below = System.IO.Path.GetFullPath(folder) + "/";
        return full.StartsWith(below, StringComparison.Ordinal) ? full[below.Length..] : System.IO.Path.IsPathRooted(path) ? full : System.IO.Path.GetRelativePath(".", path);
    }
}
