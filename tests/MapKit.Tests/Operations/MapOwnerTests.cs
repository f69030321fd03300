using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Update;
using MapKit.Postfix;
using MapKit.Tests.Maps.Replacement;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>
/// Owner and mode of what is written, with postmap 3.7.11 as the judge where it does the same
/// (docs/formats/map-ownership.md#mode-of-a-new-map).
/// </summary>
public sealed class MapOwnerTests : IDisposable
{
    private const int Nobody = 65534;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RootTheory("postmap")]
    [InlineData("hash", 0, "600", null)]
    [InlineData("lmdb", 0, "640", null)]
    [InlineData("hash", 0, "600", "-p")]
    [InlineData("hash", Nobody, "640", null)]
    [InlineData("lmdb", Nobody, "600", null)]
    [InlineData("btree", Nobody, "644", "-o")]
    [InlineData("hash", Nobody, "600", "-p")]
    public void A_map_from_standard_input_has_the_owner_and_mode_of_postmap(string type, int user, string mode, string? option)
    {
        var mapType = Updating.TypeOf(type);
        Replacing.ChangeOwner(_folder.Path, user, user);
        var input = _folder.Write("input", "a b\n");
        Replacing.ChangeOwner(input, user, user);
        Replacing.ChangeMode(input, mode);
        string[] options = option is null ? [] : [option];
        var peer = Tool.Run("sh", "-c", $"exec postmap -c \"$0\" {string.Join(' ', options)} -i \"$1\" < \"$2\"", Configuration(), $"{type}:{_folder.File("theirs")}", input);
        Assert.True(peer.ExitCode == 0, peer.Error);

        using (var source = File.OpenHandle(input))
        {
            Updating.Put(mapType, _folder.File("ours"), Options(option) with { Source = source }, ("a", "b"));
        }

        var suffix = MapTypes.SuffixOf(mapType);
        Assert.Equal(Replacing.Stat(_folder.File("theirs" + suffix), "%u %g %a"), Replacing.Stat(_folder.File("ours" + suffix), "%u %g %a"));
    }

    [RootTheory("postmap")]
    [InlineData("hash")]
    [InlineData("lmdb")]
    public void Where_the_owner_of_standard_input_may_not_write_root_does_not_either(string type)
    {
        var mapType = Updating.TypeOf(type);
        Replacing.ChangeMode(_folder.Path, "755");
        var input = _folder.Write("input", "a b\n");
        Replacing.ChangeOwner(input, Nobody, Nobody);
        var existing = _folder.File("existing");
        Updating.Put(mapType, existing, ("x", "y"));
        foreach (var name in new[] { existing, _folder.File("missing") })
        {
            var peer = Tool.Run("sh", ["-c", "exec postmap -c \"$0\" -i \"$1\" < \"$2\"", Configuration(), $"{type}:{name}", input], null, PreloadedSleep.Variables);
            using var source = File.OpenHandle(input);
            var failure = Assert.Throws<MapUpdateException>(() => Updating.Put(mapType, name, Options(null) with { Source = source }, ("a", "b")));
            Assert.Equal(peer.Error, $"postmap: fatal: {failure.Message}\n");
        }
    }

    [RootTheory("postmap")]
    [InlineData("hash")]
    [InlineData("lmdb")]
    public void A_map_of_a_user_in_a_folder_of_root_is_replaced_and_stays_the_users(string type)
    {
        var suffix = MapTypes.SuffixOf(Updating.TypeOf(type));
        Replacing.ChangeMode(_folder.Path, "755");
        var owners = new List<string>();
        foreach (var name in (string[])["theirs", "ours"])
        {
            var source = _folder.Write(name, "a b\n");
            Replacing.ChangeOwner(source, Nobody, Nobody);
            Assert.Throws<UnauthorizedAccessException>(() => CompileOperation.Run(source, new CompileOptions { Types = [Updating.TypeOf(type)] }, new DiagnosticList()));
            Assert.Equal(0, Tool.Run("sh", "-c", $"chmod 777 {_folder.Path} && postmap -c {Configuration()} {type}:{source} && chmod 755 {_folder.Path}").ExitCode);
            _folder.Write(name, "a b\nc d\n");
            if (name == "theirs") Assert.Equal(0, Tool.Run("postmap", "-c", Configuration(), $"{type}:{source}").ExitCode);
            else CompileOperation.Run(source, new CompileOptions { Types = [Updating.TypeOf(type)] }, new DiagnosticList());
            Assert.Contains("d", Tool.Run("postmap", "-c", Configuration(), "-q", "c", $"{type}:{source}").Output, StringComparison.Ordinal);
            owners.Add(Replacing.Stat(source + suffix, "%u %g %a"));
        }

        Assert.Equal(owners[0], owners[1]);
    }

    [RootFact]
    public void A_pipe_gives_its_owner_but_no_mode()
    {
        var pipe = _folder.File("pipe");
        Assert.Equal(0, Tool.Run("mkfifo", "-m", "600", pipe).ExitCode);
        Replacing.ChangeOwner(pipe, Nobody, Nobody);
        Replacing.ChangeOwner(_folder.Path, Nobody, Nobody);
        using var source = File.OpenHandle(pipe, FileMode.Open, FileAccess.ReadWrite);
        Updating.Put(MapType.Hash, _folder.File("t"), Options(null) with { Source = source }, ("a", "b"));
        Assert.Equal("65534 65534 644", Replacing.Stat(_folder.File("t.db"), "%u %g %a"));
    }

    [RootFact]
    public void A_changed_map_keeps_owner_and_mode()
    {
        var name = _folder.File("t");
        Updating.Put(MapType.Hash, name, ("a", "1"));
        Replacing.ChangeOwner(name + ".db", 31337, Nobody);
        Replacing.ChangeMode(name + ".db", "640");
        Assert.True(Updating.Delete(MapType.Hash, name, "a").Result.IsWritten);
        Assert.Equal("31337 65534 640", Replacing.Stat(name + ".db", "%u %g %a"));
    }

    [RootTheory]
    [InlineData(PostfixVersion.Postfix312, true)]
    [InlineData(PostfixVersion.Postfix37, false)]
    public void Root_is_warned_about_the_folder_of_another_user(PostfixVersion version, bool expected)
    {
        Replacing.ChangeOwner(_folder.Path, Nobody, Nobody);
        var input = _folder.Write("t", "a b\n");
        Replacing.ChangeOwner(input, 0, 0);
        var (compiled, updated, unasked) = (new DiagnosticList(), new DiagnosticList(), new DiagnosticList());
        CompileOperation.Run(input, new CompileOptions { Version = version }, compiled);
        CompileOperation.Run(input, new CompileOptions { Version = version, KeepSourceOwner = false }, unasked);
        using (var source = File.OpenHandle(input))
        {
            Updating.Put(MapType.Hash, input, Options(null) with { Warnings = updated, Source = source, Version = version });
        }

        // The argument order is that of the source of 3.12: the second list begins with what is read.
        string Text(string source) => $"Creating root-owned database file(s) {input}.* in non-root-owned directory {_folder.Path}. Files {source}, {input}.*, "
            + $"and directory {_folder.Path} should have the same owner. Please fix ownership to avoid a privilege-escalation attack.";
        Assert.Equal(expected ? [Text(input)] : [], compiled.Select(item => item.PostfixText));
        Assert.Equal(expected ? [Text("stdin")] : [], updated.Select(item => item.PostfixText));
        Assert.Empty(unasked);
        Replacing.ChangeOwner(_folder.Path, 0, 0);
        var quiet = new DiagnosticList();
        CompileOperation.Run(input, new CompileOptions { Version = version }, quiet);
        Assert.Empty(quiet);
    }

    [RootFact("postmap")]
    public void Owner_and_mode_of_a_cdb_map_can_be_set_again_as_by_postmap()
    {
        Replacing.ChangeOwner(_folder.Path, Nobody, Nobody);
        var input = _folder.Write("t", "a b\n");
        Replacing.ChangeOwner(input, Nobody, Nobody);
        var options = new CompileOptions { Types = [MapType.Cdb], KeepMapOwnerAndMode = false };
        CompileOperation.Run(input, options, new DiagnosticList());
        var map = _folder.File("t.cdb");
        foreach (var mode in new[] { "600", "644" })
        {
            Replacing.ChangeOwner(map, 31337, 31337);
            Replacing.ChangeMode(map, "666");
            Replacing.ChangeMode(input, mode);
            CompileOperation.Run(input, options with { KeepMapOwnerAndMode = true }, new DiagnosticList());
            Assert.Equal("31337 31337 666", Replacing.Stat(map, "%u %g %a"));

            CompileOperation.Run(input, options, new DiagnosticList());
            var ours = Replacing.Stat(map, "%u %g %a");
            Assert.Equal(0, Tool.Run("postmap", "-c", Configuration(), "cdb:" + input).ExitCode);
            Assert.Equal(Replacing.Stat(map, "%u %g %a"), ours);
            Assert.Equal($"65534 65534 {mode}", ours);
        }
    }

    [PeerFact("postmap")]
    public void An_empty_file_is_replaced_with_a_warning_and_a_new_mode()
    {
        var name = _folder.Write("t", "a b\n");
        var stats = new List<string>();
        var texts = new List<string>();
        for (var tool = 0; tool < 2; tool++)
        {
            File.WriteAllBytes(name + ".db", []);
            Replacing.ChangeMode(name + ".db", "600");
            if (tool == 0)
            {
                texts.Add(Tool.Run("postmap", "-c", Configuration(), "hash:" + name).Error);
            }
            else
            {
                var warnings = new DiagnosticList();
                CompileOperation.Run(name, new CompileOptions(), warnings);
                texts.Add(string.Concat(warnings.Select(item => $"postmap: warning: {item.PostfixText}\n")));
            }

            stats.Add(Replacing.Stat(name + ".db", "%u %a"));
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(stats[0], stats[1]);
    }

    private static MapUpdateOptions Options(string? option) => Updating.Options() with
    {
        KeepSourceOwner = option != "-o",
        KeepSourcePermissions = option != "-p",
        Version = PostfixVersion.Postfix37,
    };

    private string Configuration() => PostfixConfiguration.Write(_folder.File("etc"));
}
