using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

public class LookupTypesTests
{
    [Theory]
    [InlineData("static", "", "open dictionary: expecting \"type:name\" form instead of \"static:\"")]
    [InlineData("", "x", "open dictionary: expecting \"type:name\" form instead of \":x\"")]
    [InlineData("foo", "bar", "unsupported dictionary type: foo")]
    [InlineData("HASH", "x", "unsupported dictionary type: HASH")]
    public void Invalid_table_names_are_refused(string type, string name, string message) =>
        Assert.Equal(message, Assert.Throws<LookupException>(() => LookupTypes.Open(type, name, AskTable.Options())).Message);

    [Theory]
    [InlineData("ldap")]
    [InlineData("mysql")]
    [InlineData("pgsql")]
    [InlineData("sqlite")]
    [InlineData("memcache")]
    [InlineData("socketmap")]
    [InlineData("tcp")]
    [InlineData("nis")]
    [InlineData("nisplus")]
    [InlineData("mongodb")]
    [InlineData("dbm")]
    [InlineData("sdbm")]
    [InlineData("regexp")] // the system has no engine
    [InlineData("pcre")]
    public void Types_that_cannot_be_queried_are_refused(string type)
    {
        var options = AskTable.Options() with { Regexp = static () => null, Pcre = static () => null };
        Assert.Equal($"unsupported dictionary type: {type}", AskTable.Refusal($"{type}:x", options));
    }

    [Fact]
    public void The_type_debug_is_new_in_3_12()
    {
        Assert.Equal("x", AskTable.Find("debug:static:x", "k"));
        Assert.Equal("unsupported dictionary type: debug", AskTable.Refusal("debug:static:x", AskTable.Options() with { Version = PostfixVersion.Postfix37 }));
    }

    [Fact]
    public void A_type_can_be_redirected()
    {
        using var folder = new TemporaryFolder();
        var writer = new MapWriter(folder.File("map.lmdb"), MapType.Lmdb);
        writer.AddStored("a\0"u8.ToArray(), "1\0"u8.ToArray());
        writer.Complete();
        var name = folder.File("map");
        var options = AskTable.Options() with { Redirect = static (type, name) => type == "hash" ? ("lmdb", name) : null };
        Assert.Equal("1", AskTable.Find($"unionmap:{{hash:{name}}}", "a", options));
        Assert.Equal($"open database {name}-none.lmdb: No such file or directory", AskTable.Refusal($"hash:{name}-none", options));
    }

    [Theory]
    [InlineData(TableChange.Create, "hash:x", null)]
    [InlineData(TableChange.Update, "btree:x", null)]
    [InlineData(TableChange.Delete, "lmdb:x", null)]
    [InlineData(TableChange.Create, "cdb:x", null)]
    [InlineData(TableChange.Update, "cdb:x", "unsupported non-bulk change request")]
    [InlineData(TableChange.Delete, "cdb:x", "unsupported non-bulk change request")]
    [InlineData(TableChange.Create, "foo:x", "unsupported map type: foo")]
    [InlineData(TableChange.Update, "foo:x", "unsupported map type: foo")]
    [InlineData(TableChange.Delete, "foo:x", "unsupported dictionary type: foo")]
    [InlineData(TableChange.Create, "regexp:x", "no 'map create' support for this type: regexp")]
    [InlineData(TableChange.Update, "texthash:x", "texthash:x map requires O_RDONLY access mode")]
    [InlineData(TableChange.Delete, "unionmap:{a}", "unionmap:{a} map requires O_RDONLY access mode")]
    [InlineData(TableChange.Update, "static:x", "table static:x: update operation is not supported")]
    [InlineData(TableChange.Delete, "static:x", "table static:x: delete operation is not supported")]
    [InlineData(TableChange.Update, "environ:x", null)]
    [InlineData(TableChange.Delete, "environ:x", "table environ:x: delete operation is not supported")]
    [InlineData(TableChange.Update, "internal:x", null)]
    [InlineData(TableChange.Delete, "internal:x", null)]
    [InlineData(TableChange.Create, "internal:x", "no 'map create' support for this type: internal")]
    [InlineData(TableChange.Create, "fail:x", "table fail:x: write error: Application error")]
    [InlineData(TableChange.Update, "fail:x", "table fail:x: write error: Application error")]
    [InlineData(TableChange.Delete, "fail:x", "table fail:x: delete error: Application error")]
    [InlineData(TableChange.Create, "proxy:hash:x", "can't create maps via the proxy service")]
    [InlineData(TableChange.Delete, "proxy:hash:x", null)]
    [InlineData(TableChange.Delete, "proxy:cdb:x", "unsupported non-bulk change request")]
    [InlineData(TableChange.Delete, "proxy:x", "open dictionary: expecting \"type:name\" form instead of \"x\"")]
    [InlineData(TableChange.Update, "debug:static:x", "table static:x: update operation is not supported")]
    [InlineData(TableChange.Delete, "hash:", "open dictionary: expecting \"type:name\" form instead of \"hash:\"")]
    public void Changes_are_allowed_or_refused_by_type(object change, string specification, string? refusal)
    {
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        Assert.Equal(refusal, LookupTypes.RefusalOf((TableChange)change, specification[..colon], specification[(colon + 1)..], PostfixVersion.Postfix312));
    }

    [PeerFact("postmap:pcre", "postmap:cdb")]
    public void Version_3_7_refuses_changes_with_its_own_messages()
    {
        using var folder = new TemporaryFolder();
        var configuration = PostfixConfiguration.Write(folder.File("cf"));
        var name = folder.Write("s", "k v\n");
        string[] types =
        [
            "regexp", "pcre", "cidr", "texthash", "static", "inline", "environ", "fail", "internal", "unix", "unionmap", "pipemap", "randmap", "nis",
            "mysql", "foo", "debug", "cdb",
        ];
        foreach (var type in types)
        {
            Compare(TableChange.Create, type, $"{type}:{name}");
            Compare(TableChange.Update, type, "-i", $"{type}:{name}");
            if (type != "nis") Compare(TableChange.Delete, type, "-d", "k", $"{type}:{name}");
        }

        Compare(TableChange.Create, "proxy", $"proxy:{name}");

        void Compare(TableChange change, string type, params string[] arguments)
        {
            var refusal = LookupTypes.RefusalOf((TableChange)change, type, name, PostfixVersion.Postfix37);
            var theirs = Tool.Run("postmap", ["-c", configuration, .. arguments], "k v\n"u8.ToArray(), PreloadedSleep.Variables);
            Assert.Equal(theirs.Error, refusal is null ? "" : $"postmap: fatal: {refusal}\n");
        }
    }
}
