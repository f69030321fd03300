namespace MapKit.Compare;

/// <summary>
/// A folder of its own for tables and maps: <c>ours</c> and <c>peer</c> hold the same source, beside which each program puts
/// its maps, <c>maps</c> the maps that are dumped and asked, which are the peer's for both.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Table = "transport";
    private const int MinuteOld = 60;

    private readonly string _path;

    /// <summary>Makes it.</summary>
    /// <param name="parent">The folder to make it in, on the disk that is to be measured.</param>
    public WorkFolder(string parent)
    {
        _path = Path.Combine(Path.GetFullPath(parent), "mapkit-compare-" + Path.GetRandomFileName());
        foreach (var name in new[] { "ours", "peer", "maps", "small", "current", "postfix" }) Directory.CreateDirectory(PathOf(name));
        WriteConfiguration();
    }

    /// <summary>The suffix of a type's files.</summary>
    public static string SuffixOf(string type) => type is "hash" or "btree" ? ".db" : "." + type;

    /// <summary>The folder itself.</summary>
    public string FullPath => _path;

    /// <summary>The folder of Postfix's configuration.</summary>
    public string Configuration => PathOf("postfix");

    /// <summary>The source that our program compiles.</summary>
    public string OurSource => Path.Combine(_path, "ours", Table);

    /// <summary>The same source, for the peer.</summary>
    public string PeerSource => Path.Combine(_path, "peer", Table);

    /// <summary>The same source, for the maps that are read.</summary>
    public string ReadSource => Path.Combine(_path, "maps", Table);

    /// <summary>The same source, beside a map of our program, for the configuration that <see cref="CurrentConfiguration"/> has.</summary>
    public string CurrentSource => Path.Combine(_path, "current", Table);

    /// <summary>The folder of a configuration that names <see cref="CurrentSource"/>.</summary>
    public string CurrentConfiguration => PathOf("current");

    /// <summary>The source with other values here and there.</summary>
    public string ChangedSource => PathOf("changed");

    /// <summary>A source of 100,000 entries.</summary>
    public string SmallSource => Path.Combine(_path, "small", "hundred-thousand");

    /// <summary>A line to add to a map.</summary>
    public string OneLine => PathOf("one-line");

    /// <summary>Keys to be looked up.</summary>
    public string Keys => PathOf("keys");

    /// <summary>Writes a table as the source of both.</summary>
    public void Write(TransportTable table)
    {
        table.WriteTo(OurSource);
        foreach (var other in new[] { PeerSource, ReadSource, CurrentSource })
        {
            File.Delete(other);
            File.CreateSymbolicLink(other, OurSource);
        }
    }

    /// <summary>Tables of one line.</summary>
    /// <param name="count">How many.</param>
    public string[] WriteOneLineTables(int count)
    {
        var tables = Enumerable.Range(0, count).Select(i => Path.Combine(_path, "small", $"{Table}{i}")).ToArray();
        foreach (var table in tables) File.WriteAllText(table, "example.com smtp:[mail.example.net]:25\n");
        return tables;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>The path of a file of the folder.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    // Where an lmdb map outgrows its size, postmap begins the source again, and then folds no key (seen with 3.7.11 and 3.12 in
    // UTF-8 mode), so that no lookup finds one with capitals; with room from the start it is right, and faster. It waits
    // where main.cf has just been changed.
    private void WriteConfiguration()
    {
        var path = Path.Combine(Configuration, "main.cf");
        File.WriteAllText(path, "compatibility_level = 3.6\nlmdb_map_size = 2000000000\n");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-MinuteOld));
        File.WriteAllText(Path.Combine(CurrentConfiguration, "main.cf"), $"compatibility_level = 3.6\ntransport_maps = hash:{CurrentSource}\n");
        File.WriteAllText(Path.Combine(CurrentConfiguration, "master.cf"), "");
    }
}
