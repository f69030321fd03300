using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>The tools of Berkeley DB.</summary>
internal static class LibDb
{
    /// <summary>Checks that <c>db_verify</c> finds nothing and says nothing but that.</summary>
    public static void Verify(string path)
    {
        var result = Tool.Run("db_verify", path);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.True(result.Output is "" || result.Output == $"BDB5105 Verification of {path} succeeded.\n", result.Output);
    }

    /// <summary>The records as <c>db_dump</c> lists them, in hexadecimal; of recno with the numbers of the records as keys.</summary>
    public static List<(string Key, string Value)> Dump(string path, string? database = null)
    {
        var result = Tool.Run("db_dump", ["-k", .. database is null ? Array.Empty<string>() : ["-s", database], path]);
        Assert.True(result.ExitCode == 0, result.Error);
        var lines = result.Output.Split('\n').SkipWhile(line => line != "HEADER=END").Skip(1)
            .TakeWhile(line => line != "DATA=END").Select(line => line[1..]).ToList();
        return [.. lines.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>Builds a file with <c>db_load</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type"><c>hash</c>, <c>btree</c>, ...</param>
    /// <param name="settings">Such as <c>db_pagesize=512</c>.</param>
    /// <param name="pairs">The records.</param>
    /// <param name="arguments">Further arguments.</param>
    public static void Load(
        string path, string type, IEnumerable<string> settings, IEnumerable<(byte[] Key, byte[] Value)> pairs, params string[] arguments)
    {
        var text = new StringBuilder("VERSION=3\nformat=bytevalue\n").Append("type=").Append(type).Append('\n');
        foreach (var setting in settings) text.Append(setting).Append('\n');
        text.Append("HEADER=END\n");
        foreach (var (key, value) in pairs)
        {
            if (type is "hash" or "btree") text.Append(' ').Append(TestMap.Hex(key)).Append('\n');
            text.Append(' ').Append(TestMap.Hex(value)).Append('\n');
        }

        text.Append("DATA=END\n");
        var result = Tool.Run("db_load", [.. arguments, path], Encoding.ASCII.GetBytes(text.ToString()), null);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
