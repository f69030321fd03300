using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>LMDB's own tools, as judges.</summary>
internal static class LmdbPeer
{
    /// <summary>The records that mdb_dump prints, in its order.</summary>
    public static List<(string Key, string Value)> ParseDump(ToolResult dump)
    {
        Assert.True(dump.ExitCode == 0, dump.Error);
        var lines = dump.Output.Split('\n').Where(line => line.StartsWith(' '))
            .Select(line => MapText.Text(Convert.FromHexString(line[1..]))).ToArray();
        return [.. lines.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    public static List<(string Key, string Value)> Dump(string path) => ParseDump(Tool.Run("mdb_dump", "-n", path));

    /// <summary>The records of the main or of a named database, in hexadecimal.</summary>
    public static List<(string Key, string Value)> HexDump(string path, string? database = null)
    {
        var dump = Tool.Run("mdb_dump", ["-n", .. database is null ? Array.Empty<string>() : ["-s", database], path]);
        Assert.True(dump.ExitCode == 0, dump.Error);
        return [.. dump.Output.Split('\n').Where(line => line.StartsWith(' ')).Select(line => line[1..]).Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>What mdb_stat says of the main database, and that nothing is free.</summary>
    public static string Status(string path)
    {
        var status = Tool.Run("mdb_stat", "-efan", path);
        Assert.True(status.ExitCode == 0 && status.Error.Length == 0, status.Error);
        Assert.Contains("Free pages: 0\n", status.Output, StringComparison.Ordinal);
        return status.Output[status.Output.IndexOf("Status of Main DB", StringComparison.Ordinal)..];
    }
}
