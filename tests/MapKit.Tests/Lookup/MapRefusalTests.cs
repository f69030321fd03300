using System.Text;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

/// <summary>docs/formats/postmap-messages.md#fatal-errors-of-lookups: files that are not the map they should be, in the words of the real tool.</summary>
public sealed class MapRefusalTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly TemporaryFolder _folder = new();
    private readonly string _configuration;

    public MapRefusalTests() => _configuration = PostfixConfiguration.Write(_folder.File("cf"));

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var type in MapTypes.All.Select(MapTypes.NameOf))
        {
            foreach (var content in (string[])["nothing", "empty", "text", "long text", "zeros", "hash", "btree", "lmdb", "cdb", "short", "below a file"])
            {
                if (type != content && !IsListed(type, content)) cases.Add(type, content);
            }
        }

        cases.Add("lmdb", "folder");
        cases.Add("cdb", "folder");
        cases.Add("hash", "odd size");
        cases.Add("btree", "odd size");
        cases.Add("hash", "access-hash.db");
        cases.Add("hash", "access-btree.db");
        cases.Add("btree", "access-hash.db");
        cases.Add("btree", "access-btree-big-endian.db");
        return cases;
    }

    /// <summary>
    /// Listed differences. A cdb is whatever the bytes seem to be at the place of the key: Postfix may find nothing in a file
    /// that is none; we refuse it. Of a file that seems encrypted Berkeley DB says so a hundred times; we do not. (And it
    /// shows where in its memory a folder was to be read into; LMDB dies of a file that is cut.)
    /// </summary>
    private static bool IsListed(string type, string content) =>
        type == "cdb" ? content is "zeros" or "hash" or "btree" or "lmdb" : type is "hash" or "btree" && content == "cdb";

    [Theory]
    [InlineData("cdb", "zeros", "error reading NAME.cdb: Protocol error")]
    [InlineData("cdb", "lmdb", "error reading NAME.cdb: Protocol error")]
    [InlineData("hash", "cdb", "open database NAME.db: Invalid argument")]
    [InlineData("btree", "folder", "open database NAME.db: Is a directory")]
    public void Only_the_listed_differences_occur(string type, string content, string message)
    {
        var name = Prepare(type, content);
        var options = AskTable.Options();
        Assert.Equal(message.Replace("NAME", name, StringComparison.Ordinal), AskTable.Refusal($"{type}:{name}", options));
        Assert.Empty(AskTable.Words(options));
    }

    [PeerTheory("postmap")]
    [MemberData(nameof(Cases))]
    public void Queries_and_listings_fail_as_in_Postfix(string type, string content)
    {
        var name = Prepare(type, content);
        var specification = $"{type}:{name}";
        var theirs = PostmapQuery.Query(_configuration, specification, ["key5"]);
        var ours = QueryRun.Query(specification, QueryRun.Options(), "key5");
        Assert.Equal(theirs.Error, ours.Error);
        Assert.Equal((theirs.ExitCode, theirs.Output), (ours.ExitCode, ours.Output));
        Assert.NotEmpty(ours.Error);

        // Debian's cdb opens anything, and then cannot list it.
        if (type == "cdb" && content is not ("nothing" or "empty" or "text" or "short" or "folder" or "below a file")) return;
        theirs = PostmapQuery.List(_configuration, specification);
        ours = QueryRun.List(specification, QueryRun.Options());
        Assert.Equal(theirs.Error, ours.Error);
    }

    [PeerTheory("postmap")]
    [InlineData("hash:map")]
    [InlineData("texthash:map")]
    [InlineData("unionmap:{static:a,fail:x}")]
    [InlineData("inline:{a=}")]
    [InlineData("static:")]
    [InlineData("foo:x")]
    public void Names_without_a_folder_are_shown_as_in_Postfix(string specification)
    {
        var theirs = PostmapQuery.Query(_configuration, specification, ["a"]);
        var ours = QueryRun.Query(specification, QueryRun.Options(), "a");
        Assert.Equal(theirs.Error, ours.Error);
        Assert.Equal((theirs.ExitCode, theirs.Output), (ours.ExitCode, ours.Output));
    }

    [RootFact("postmap", "setpriv", "chown", "chmod")]
    public void Files_of_other_programs_are_refused_as_in_Postfix()
    {
        Assert.Equal(0, Tool.Run("chmod", "755", _folder.Path).ExitCode);
        var stranger = _folder.Write("stranger", "");
        Assert.Equal(0, Tool.Run("chown", $"{Nobody}:{Nobody}", stranger).ExitCode);
        using var handle = UnlockedFile.Open(stranger);
        var identity = FileSystemIdentity.OwnerOf(SourceIdentity.Read(handle), MapKit.Postfix.PostfixVersion.Postfix37);
        foreach (var type in (string[])["hash", "btree", "lmdb", "cdb", "texthash"])
        {
            var path = _folder.Write("secret" + (type == "texthash" ? "" : MapTypes.SuffixOf(MapTypes.TryParse(type, out var map) ? map : default)), "x");
            Assert.Equal(0, Tool.Run("chmod", "400", path).ExitCode);
            var specification = $"{type}:{_folder.File("secret")}";
            var theirs = Tool.Run(
                "setpriv",
                [$"--reuid={Nobody}", "--clear-groups", Tool.Find("postmap")!, "-c", _configuration, "-q", "-", specification],
                "k\n"u8.ToArray(),
                PreloadedSleep.Variables);
            var ours = identity.Run(() => QueryRun.Query(specification, QueryRun.Options(), "k"));
            Assert.Contains("Permission denied", ours.Error, StringComparison.Ordinal);
            Assert.EndsWith(ours.Error, theirs.Error, StringComparison.Ordinal);
        }
    }

    private string Prepare(string type, string content)
    {
        Assert.True(MapTypes.TryParse(type, out var map));
        var path = _folder.File("map" + MapTypes.SuffixOf(map));
        switch (content)
        {
            case "nothing":
                break;
            case "empty":
                File.WriteAllText(path, "");
                break;
            case "text":
                File.WriteAllText(path, "hello\n");
                break;
            case "long text":
                // The bytes where Berkeley DB keeps cipher and flags are those of a file without either.
                var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("hello\n", 2000)));
                bytes[24] = bytes[26] = 0;
                File.WriteAllBytes(path, bytes);
                break;
            case "zeros":
                File.WriteAllBytes(path, new byte[8192]);
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "below a file":
                return Path.Combine(_folder.Write("file", ""), "x");
            case "short":
                Write(map, path);
                Cut(path, 100);
                break;
            case "odd size":
                Write(map, path);
                Cut(path, 5000);
                break;
            case var sample when sample.EndsWith(".db", StringComparison.Ordinal):
                File.Copy(RepositoryFiles.Path("testdata", "db185", sample), path);
                break;
            default:
                Assert.True(MapTypes.TryParse(content, out var other));
                Write(other, path);
                break;
        }

        return _folder.File("map");
    }

    private static void Cut(string path, int length)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(length);
    }

    private static void Write(MapType type, string path)
    {
        var writer = new MapWriter(path, type);
        for (var i = 0; i < 500; i++) writer.AddStored(Encoding.ASCII.GetBytes($"key{i}\0"), "value\0"u8.ToArray());
        writer.Complete();
    }
}
