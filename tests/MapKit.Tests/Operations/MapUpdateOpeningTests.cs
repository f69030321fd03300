using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Update;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>Maps that cannot be opened, or that are opened with a warning, in the words of postmap 3.7.11.</summary>
public sealed class MapUpdateOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap")]
    [InlineData("hash", "missing")]
    [InlineData("btree", "missing")]
    [InlineData("lmdb", "missing")]
    [InlineData("cdb", "missing")]
    [InlineData("hash", "folder/missing")]
    [InlineData("lmdb", "folder/missing")]
    [InlineData("hash", "empty")]
    [InlineData("btree", "empty")]
    [InlineData("lmdb", "empty")]
    [InlineData("hash", "foreign")]
    [InlineData("btree", "foreign")]
    [InlineData("lmdb", "foreign")]
    [InlineData("hash", "short")]
    [InlineData("lmdb", "short")]
    [InlineData("hash", "btree")]
    [InlineData("btree", "hash")]
    [InlineData("lmdb", "hash")]
    [InlineData("hash", "lmdb")]
    [InlineData("hash", "folder")]
    [InlineData("lmdb", "folder")]
    [InlineData("hash", "old")]
    [InlineData("btree", "old")]
    [InlineData("lmdb", "old")]
    public void The_words_and_what_is_left_are_postmaps(string type, string state)
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"));
        var mapType = Updating.TypeOf(type);
        foreach (var create in new[] { true, false })
        {
            var name = Prepare(mapType, state, configuration);
            string[] arguments = create ? ["-i", $"{type}:{name}"] : ["-d", "key", $"{type}:{name}"];
            var peer = Tool.Run("postmap", ["-c", configuration, .. arguments], "new value\n"u8.ToArray(), PreloadedSleep.Variables);
            var left = Left(mapType, name);

            Prepare(mapType, state, configuration);
            Assert.Equal(peer.Error, Run(mapType, name, create));
            Assert.Equal(left, Left(mapType, name));
        }
    }

    private static string Run(MapType type, string name, bool create)
    {
        var warnings = new DiagnosticList();
        var options = Updating.Options(warnings) with { Create = create, Version = PostfixVersion.Postfix37 };
        var end = "";
        try
        {
            if (create) Updating.Put(type, name, options, ("new", "value"));
            else Updating.Delete(type, name, "key", options);
        }
        catch (MapUpdateException exception)
        {
            end = $"postmap: fatal: {exception.Message}\n";
        }

        return string.Concat(warnings.Select(item => $"{(item.Rule == Rules.LibraryLine ? "" : "postmap: warning: ")}{item.PostfixText}\n")) + end;
    }

    private static string? Left(MapType type, string name)
    {
        var path = name + MapTypes.SuffixOf(type);
        if (!File.Exists(path)) return null;
        try
        {
            return Updating.Records(type, name);
        }
        catch (Exception exception) when (exception is MapFormatException or Xunit.Sdk.EqualException)
        {
            return $"{new FileInfo(path).Length} bytes";
        }
    }

    private string Prepare(MapType type, string state, string configuration)
    {
        foreach (var entry in Directory.GetFileSystemEntries(_folder.Path, "t*"))
        {
            if (Directory.Exists(entry)) Directory.Delete(entry);
            else File.Delete(entry);
        }

        var name = _folder.File(state == "folder/missing" ? "none/t" : "t");
        var path = name + MapTypes.SuffixOf(type);
        switch (state)
        {
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "foreign":
                // Without the 0 libdb takes the file for an encrypted one and says so a hundred times.
                File.WriteAllBytes(path, [.. Enumerable.Range(0, 20000).Select(place => place == 24 ? (byte)0 : (byte)'x')]);
                break;
            case "short":
                File.WriteAllText(path, "short\n");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "hash" or "btree" or "lmdb":
                var source = _folder.Write("t", "a b\n");
                Assert.Equal(0, Tool.Run("postmap", "-c", configuration, $"{state}:{source}").ExitCode);
                File.Move(source + (state == "lmdb" ? ".lmdb" : ".db"), path, overwrite: true);
                File.Delete(source);
                break;
            case "old":
                var table = _folder.Write("t", "a b\n");
                Assert.Equal(0, Tool.Run("postmap", "-c", configuration, $"{MapTypes.NameOf(type)}:{table}").ExitCode);
                File.SetLastWriteTimeUtc(table, DateTime.UtcNow.AddHours(-1));
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-2));
                break;
        }

        return name;
    }
}
