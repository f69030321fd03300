using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>info</c>, whole outputs.</summary>
public sealed class InfoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public InfoCommandTests()
    {
        _source = _folder.Write("table", string.Concat(Enumerable.Range(0, 300).Select(i => $"user{i}@example.com {new string('v', i * 5)}x\n")));
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash,lmdb,cdb", _source).Status);
        Assert.Equal(0, CommandRun.Of("compile", "-t", "btree", "-o", _folder.File("tree.db"), _source).Status);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hash_is_described() => Assert.Equal(
        $"""
        file:         {_source}.db
        type:         hash
        format:       Berkeley DB hash, version 9
        byte order:   little endian
        size:         569344 bytes
        pages:        139 of 4096 bytes
          meta:       1
          bucket:     32, 83 % full
          chained:    11, 15 % full
          overflow:   95, 31 % full
        buckets:      32, 0 empty; pages of one: longest 2, mean 1.3
        records:      300
        keys:         18 to 20 bytes, mean 19.6
        values:       2 to 1497 bytes, mean 749.5
        fill:         41 % of the file is keys and values
        trailing NUL: with
        written by:   mapkit

        """,
        CommandRun.Of("info", _source + ".db").Output);

    [Fact]
    public void A_btree_is_described() => Assert.Equal(
        $"""
        file:         {_folder.File("tree.db")}
        type:         btree
        format:       Berkeley DB btree, version 9
        byte order:   little endian
        size:         532480 bytes
        pages:        130 of 4096 bytes
          meta:       1
          internal:   1, 17 % full
          leaf:       30, 92 % full
          overflow:   98, 31 % full
        depth:        2
        records:      300
        keys:         18 to 20 bytes, mean 19.6
        values:       2 to 1497 bytes, mean 749.5
        fill:         43 % of the file is keys and values
        trailing NUL: with
        written by:   mapkit

        """,
        CommandRun.Of("info", _folder.File("tree.db")).Output);

    [Fact]
    public void An_lmdb_file_is_described() => Assert.Equal(
        $"""
        file:         {_source}.lmdb
        type:         lmdb
        format:       LMDB, data version 1 (series 0.9)
        byte order:   little endian
        size:         286720 bytes
        pages:        70 of 4096 bytes
          meta:       2
          branch:     1, 49 % full
          leaf:       67, 86 % full
        depth:        2
        map size:     16777216 bytes
        transaction:  1
        last page:    69
        records:      300
        keys:         18 to 20 bytes, mean 19.6
        values:       2 to 1497 bytes, mean 749.5
        fill:         80 % of the file is keys and values
        trailing NUL: with
        written by:   postmap or mapkit

        """,
        CommandRun.Of("info", _source + ".lmdb").Output);

    [Fact]
    public void A_cdb_file_is_described() => Assert.Equal(
        $"""
        file:         {_source}.cdb
        type:         cdb
        format:       cdb
        byte order:   little endian
        size:         239388 bytes
        load:         50 % of 600 slots; slots tried: longest 3, mean 1.2
        records:      300
        keys:         17 to 19 bytes, mean 18.6
        values:       1 to 1496 bytes, mean 748.5
        fill:         96 % of the file is keys and values
        trailing NUL: without
        written by:   postmap or mapkit

        """,
        CommandRun.Of("info", _source + ".cdb").Output);

    [Fact]
    public void Json_has_the_same_facts() => Assert.Equal(
        """
        {"kind":"info","map":"FOLDER/table.db","type":"hash","format":"Berkeley DB hash, version 9","byteOrder":"little","bytes":569344,"pageSize":4096,"pages":139,"pageKinds":[{"kind":"meta","pages":1},{"kind":"bucket","pages":32,"fill":0.826},{"kind":"chained","pages":11,"fill":0.145},{"kind":"overflow","pages":95,"fill":0.314}],"buckets":32,"depth":0,"chains":{"empty":0,"longest":2,"mean":1.344},"records":300,"storedBytes":230740,"keyLengths":{"shortest":18,"longest":20,"mean":19.6,"classes":[{"from":16,"to":31,"count":300}]},"valueLengths":{"shortest":2,"longest":1497,"mean":749.5,"classes":[{"from":2,"to":3,"count":1},{"from":4,"to":7,"count":1},{"from":8,"to":15,"count":1},{"from":16,"to":31,"count":3},{"from":32,"to":63,"count":7},{"from":64,"to":127,"count":13},{"from":128,"to":255,"count":25},{"from":256,"to":511,"count":51},{"from":512,"to":1023,"count":103},{"from":1024,"to":2047,"count":95}]},"trailingNul":"with","aliasMap":false,"writtenBy":"mapkit"}

        """,
        CommandRun.Of("info", "--json", _source + ".db").Output.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal));

    [Fact]
    public void A_terminal_shows_the_lengths_as_bars()
    {
        using var output = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, output, Stream.Null, true, false, static name => name == "NO_COLOR" ? "1" : null))
        {
            Assert.Equal(0, MapkitCommand.Run(["info", _source + ".cdb"], environment));
        }

        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.Equal(
            """


                   bytes of a key
            16-31  █████████████████████████████████████████████████ 300

                       bytes of a value
                    1  1
                  2-3  0
                  4-7  1
                 8-15  1
                16-31  4
                32-63  6
               64-127  ███ 13
              128-255  █████████ 25
              256-511  █████████████████████ 52
             512-1023  █████████████████████████████████████████████ 102
            1024-2047  ██████████████████████████████████████████ 95

            """,
            Trimmed(text[text.IndexOf("\n\n", StringComparison.Ordinal)..]));
    }

    [Fact]
    public void An_empty_map_is_described() => Assert.Contains("records:      0\nkeys:         none\nvalues:       none\n", EmptyMap(), StringComparison.Ordinal);

    [Fact]
    public void The_header_of_a_damaged_map_is_shown_and_the_damage_is_an_error()
    {
        var bytes = File.ReadAllBytes(_source + ".lmdb");
        bytes.AsSpan(8192, 4096).Fill(0xee);
        var path = _folder.Write("damaged.lmdb", bytes);
        var run = CommandRun.Of("info", path);
        Assert.Equal(2, run.Status);
        Assert.Equal(
            $"""
            file:         {path}
            type:         lmdb
            format:       LMDB, data version 1 (series 0.9)
            byte order:   little endian
            size:         286720 bytes
            pages:        70 of 4096 bytes

            """,
            run.Output);
        Assert.StartsWith($"mapkit: error: {path}: page 2", run.Error, StringComparison.Ordinal);
        var json = CommandRun.Of("info", "--json", path);
        Assert.Equal(2, json.Status);
        Assert.Contains($"\"pageSize\":4096,\"pages\":70,\"damage\":\"{path}: page 2", json.Output, StringComparison.Ordinal);
    }

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));

    private string EmptyMap()
    {
        var source = _folder.Write("empty", "");
        CommandRun.Of("compile", source);
        return CommandRun.Of("info", source + ".db").Output;
    }
}
