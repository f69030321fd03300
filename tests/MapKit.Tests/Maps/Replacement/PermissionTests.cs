using MapKit.Maps.Replacement;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>Modes and owners, with postmap as the judge (docs/formats/map-ownership.md#mode-of-a-new-map).</summary>
public sealed class PermissionTests : IDisposable
{
    private const int Nobody = 65534;
    private const int Someone = 31337;

    private static readonly byte[] Old = Replacing.Content(Replacing.Page);
    private static readonly byte[] New = Replacing.Content(2 * Replacing.Page);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap")]
    [InlineData("000")]
    [InlineData("400")]
    [InlineData("440")]
    [InlineData("600")]
    [InlineData("604")]
    [InlineData("640")]
    [InlineData("644")]
    [InlineData("660")]
    [InlineData("664")]
    [InlineData("666")]
    [InlineData("700")]
    [InlineData("755")]
    [InlineData("777")]
    public void A_new_map_gets_the_mode_of_postmap(string mode)
    {
        var source = _folder.Write("a", "x y\n");
        Replacing.ChangeMode(source, mode);
        if (!Environment.IsPrivilegedProcess && mode == "000") return;
        var identity = Replacing.SourceOf(source);
        foreach (var (option, keep) in new[] { ("-o", true), ("-p", false) })
        {
            Postmap(option, "cdb:" + source);
            Replacing.Replace(Replacing.Request(_folder.File("b.cdb")) with { Source = identity, KeepSourcePermissions = keep }, New);
            Assert.Equal(Replacing.Stat(_folder.File("a.cdb"), "%a"), Replacing.Stat(_folder.File("b.cdb"), "%a"));
            File.Delete(_folder.File("b.cdb"));
        }
    }

    [Fact]
    public void Without_a_source_file_a_new_map_is_0644()
    {
        Replacing.Replace(_folder.File("a.db"), New);
        Assert.Equal("644", Replacing.Stat(_folder.File("a.db"), "%a"));
    }

    [Theory]
    [InlineData("600")]
    [InlineData("640")]
    [InlineData("664")]
    public void A_replaced_map_keeps_its_mode(string mode)
    {
        var map = _folder.Write("a.db", Old);
        Replacing.ChangeMode(map, mode);
        var source = Replacing.SourceOf(_folder.Write("a", "x y\n"));
        Replacing.Replace(Replacing.Request(map) with { Source = source }, New);
        Assert.Equal(mode, Replacing.Stat(map, "%a"));
        Assert.Equal(New, File.ReadAllBytes(map));
    }

    [Theory]
    [InlineData("644", "600", "600")]
    [InlineData("644", "640", "640")]
    [InlineData("664", "644", "644")]
    [InlineData("600", "644", "600")]
    public void The_map_of_a_credential_table_is_never_wider_than_its_source(string old, string source, string expected)
    {
        var map = _folder.Write("a.db", Old);
        Replacing.ChangeMode(map, old);
        var table = _folder.Write("a", "example.com user:password\n");
        Replacing.ChangeMode(table, source);
        var request = Replacing.Request(map) with { Source = Replacing.SourceOf(table), Secret = true };
        ReplacementWarning[] warnings = old == expected ? [] : [ReplacementWarning.ModeNarrowed];

        var asked = Replacing.Replace(request with { CheckOnly = true }, Old);
        Assert.Equal(warnings, asked.Warnings);
        Assert.Equal(old, Replacing.Stat(map, "%a"));

        var unchanged = Replacing.Replace(request, Old);
        Assert.Equal(ReplacementOutcome.Unchanged, unchanged.Outcome);
        Assert.Equal(warnings, unchanged.Warnings);
        Assert.Equal(expected, Replacing.Stat(map, "%a"));

        Replacing.ChangeMode(map, old);
        var written = Replacing.Replace(request, New);
        Assert.Equal(ReplacementOutcome.Written, written.Outcome);
        Assert.Equal(warnings, written.Warnings);
        Assert.Equal(expected, Replacing.Stat(map, "%a"));
    }

    [RootFact]
    public void Members_of_another_group_count_as_others_for_a_credential_table()
    {
        var map = _folder.Write("a.db", Old);
        Replacing.ChangeOwner(map, 0, Someone);
        Replacing.ChangeMode(map, "640");
        var table = _folder.Write("a", "example.com user:password\n");
        Replacing.ChangeMode(table, "640");
        Replacing.Replace(Replacing.Request(map) with { Source = Replacing.SourceOf(table), Secret = true }, New);
        Assert.Equal("600 0 31337", Replacing.Stat(map, "%a %u %g"));
    }

    [RootTheory("postmap")]
    [InlineData(0, 0)]
    [InlineData(0, Someone)]
    [InlineData(Nobody, Nobody)]
    [InlineData(Someone, Nobody)]
    [InlineData(Someone, 0)]
    public void A_new_map_gets_the_owner_of_postmap(int user, int group)
    {
        Replacing.ChangeOwner(_folder.Path, user, group);
        var source = _folder.Write("a", "x y\n");
        Replacing.ChangeOwner(source, user, group);
        Replacing.ChangeMode(source, "640");
        foreach (var (options, keep) in new[] { (Array.Empty<string>(), true), (["-o"], false) })
        {
            Postmap([.. options, "hash:" + source]);
            var request = Replacing.Request(_folder.File("b.db")) with
            {
                Source = Replacing.SourceOf(source),
                KeepSourceOwner = keep,
                Version = PostfixVersion.Postfix37,
            };
            Replacing.Replace(request, New);
            Assert.Equal(Replacing.Stat(_folder.File("a.db"), "%u %g %a"), Replacing.Stat(_folder.File("b.db"), "%u %g %a"));
            Assert.Equal(keep ? $"{user}" : "0", Replacing.Stat(_folder.File("b.db"), "%u"));
            File.Delete(_folder.File("a.db"));
            File.Delete(_folder.File("b.db"));
        }
    }

    [RootFact("postmap")]
    public void Where_the_owner_of_the_source_may_not_write_root_does_not_either()
    {
        Replacing.ChangeMode(_folder.Path, "755");
        var source = _folder.Write("a", "x y\n");
        Replacing.ChangeOwner(source, Nobody, Nobody);
        var postmap = Tool.Run("postmap", "-c", Configuration(), "hash:" + source);
        Assert.Contains("Permission denied", postmap.Error, StringComparison.Ordinal);
        Directory.Delete(_folder.File("etc"), recursive: true);

        var request = Replacing.Request(_folder.File("a.db")) with { Source = Replacing.SourceOf(source) };
        var failure = Assert.Throws<UnauthorizedAccessException>(() => Replacing.Replace(request, New));
        Assert.Equal($"cannot create a file in {_folder.Path}: Permission denied", failure.Message);
        Assert.Equal(["a"], Replacing.Names(_folder.Path));

        Assert.Equal(ReplacementOutcome.Written, Replacing.Replace(request with { KeepSourceOwner = false }, New).Outcome);
    }

    [RootFact("postmap")]
    public void A_map_that_the_owner_of_the_source_may_not_write_is_not_replaced()
    {
        Replacing.ChangeOwner(_folder.Path, Nobody, Nobody);
        var source = _folder.Write("a", "x y\n");
        Replacing.ChangeOwner(source, Nobody, Nobody);
        var map = _folder.Write("a.db", Old);
        var postmap = Tool.Run("postmap", "-c", Configuration(), "hash:" + source);
        Assert.Contains("Permission denied", postmap.Error, StringComparison.Ordinal);

        var request = Replacing.Request(map) with { Source = Replacing.SourceOf(source) };
        var failure = Assert.Throws<UnauthorizedAccessException>(() => Replacing.Replace(request, New));
        Assert.Equal($"cannot open {map}: Permission denied", failure.Message);
        Assert.Equal(Old, File.ReadAllBytes(map));
    }

    [RootFact]
    public void A_replaced_map_keeps_its_owner_and_group()
    {
        Replacing.ChangeOwner(_folder.Path, Nobody, Nobody);
        var source = _folder.Write("a", "x y\n");
        Replacing.ChangeOwner(source, Nobody, Nobody);
        var map = _folder.Write("a.db", Old);
        Replacing.ChangeOwner(map, Someone, Nobody);
        Replacing.ChangeMode(map, "664");

        var result = Replacing.Replace(Replacing.Request(map) with { Source = Replacing.SourceOf(source) }, New);

        Assert.Empty(result.Warnings);
        Assert.Equal("31337 65534 664", Replacing.Stat(map, "%u %g %a"));
        Assert.Equal(New, File.ReadAllBytes(map));
    }

    [RootFact]
    public void The_identity_of_a_source_owner_is_dropped_after_the_work()
    {
        Replacing.ChangeOwner(_folder.Path, Nobody, Nobody);
        var source = _folder.Write("a", "x y\n");
        Replacing.ChangeOwner(source, Nobody, Nobody);
        var identity = FileSystemIdentity.OwnerOf(Replacing.SourceOf(source), PostfixVersion.Postfix312);

        var during = identity.Run(() => File.ReadAllLines("/proc/thread-self/status"));
        Assert.Contains("Uid:\t0\t0\t0\t65534", during);
        Assert.Contains("Gid:\t0\t0\t0\t65534", during);
        Assert.Contains("Groups:\t65534 ", during);
        Assert.Contains("Uid:\t0\t0\t0\t0", File.ReadAllLines("/proc/thread-self/status"));
        var failure = Assert.Throws<InvalidDataException>(() => identity.Run(() => throw new InvalidDataException("as is")));
        Assert.Equal("as is", failure.Message);
    }

    private void Postmap(params string[] arguments)
    {
        var result = Tool.Run("postmap", ["-c", Configuration(), .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private string Configuration() => PostfixConfiguration.Write(_folder.File("etc"));
}
