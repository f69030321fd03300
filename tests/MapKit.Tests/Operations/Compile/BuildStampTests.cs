using System.Runtime.Versioning;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Compile;

/// <summary>Compiling what has been compiled before, where the map's stamp says so, and where it must not be believed.</summary>
[Trait(Category.Name, Category.Slow)]
public sealed class BuildStampTests : IDisposable
{
    private const int Entries = 40_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void An_unchanged_map_is_not_made_once_more(MapType type)
    {
        var source = Source();
        var options = new CompileOptions { Types = [type], WithLint = true };
        var first = Compile(source, options);
        Assert.Equal((CompileOutcome.Written, true), (first.Result.Outcome, first.WasMade));

        var second = Compile(source, options);
        Assert.Equal((CompileOutcome.Unchanged, false), (second.Result.Outcome, second.WasMade));
        Assert.Equal(first.Result with { Outcome = CompileOutcome.Unchanged, Elapsed = default, Notes = [] }, second.Result with { Elapsed = default, Notes = [] });
        Assert.Empty(second.Result.Notes);

        var asked = Compile(source, options with { CheckOnly = true });
        Assert.Equal((CompileOutcome.Unchanged, false), (asked.Result.Outcome, asked.WasMade));
    }

    [Fact]
    public void Several_types_are_known_together()
    {
        var source = Source();
        var options = new CompileOptions { Types = [MapType.Lmdb, MapType.Cdb] };
        CompileOperation.Run(source, options, new DiagnosticList());
        var wasMade = false;
        var results = CompileOperation.Run(source, options with { OnProgress = _ => wasMade = true }, new DiagnosticList());
        Assert.All(results, result => Assert.Equal(CompileOutcome.Unchanged, result.Outcome));
        Assert.Equal([Entries, Entries], results.Select(result => result.Records));
        Assert.False(wasMade);

        Damage(source + ".cdb", 5000);
        Assert.Equal(
            [CompileOutcome.Unchanged, CompileOutcome.Written],
            CompileOperation.Run(source, options, new DiagnosticList()).Select(result => result.Outcome));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_byte_of_source_or_map_that_changed_is_noticed(MapType type)
    {
        var source = Source();
        var options = new CompileOptions { Types = [type] };
        var map = Compile(source, options).Result.Path;
        var content = File.ReadAllBytes(map);
        foreach (var place in (long[])[0, 2000, 9000, content.Length / 2, content.Length - 1])
        {
            Damage(map, place);
            Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));
            Assert.Equal(content, File.ReadAllBytes(map));
            Assert.Equal((CompileOutcome.Unchanged, false), Outcome(source, options));
        }

        File.AppendAllText(map, "more");
        Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));

        Damage(source, 700_001);
        Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));
        Assert.NotEqual(content, File.ReadAllBytes(map));
        File.AppendAllText(source, "last@example.com smtp:\n");
        Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));
    }

    [Fact]
    public void What_else_decides_is_noticed()
    {
        var source = Source(lastKey: "Upper@EXAMPLE.com");
        var options = new CompileOptions { Types = [MapType.Lmdb], Format = TableFormat.Transport };
        CompileOptions[] others =
        [
            options with { Folding = KeyFolding.None },
            options with { Folding = KeyFolding.Ascii },
            options with { Nul = NulConvention.WithoutNul },
            options with { Format = TableFormat.Generic },
            options with { Duplicates = DuplicatePolicy.Last },
            options with { WithLint = true },
            options with { Utf8 = false },
        ];
        foreach (var other in others)
        {
            Compile(source, options);
            Assert.Equal((CompileOutcome.Unchanged, false), Outcome(source, options));
            Assert.True(Compile(source, other).WasMade);
        }
    }

    /// <summary>Comparing it with the stamp is the first reading.</summary>
    [Fact]
    public void A_changed_source_of_the_same_length_is_read_at_most_once_more()
    {
        var source = Source();
        var options = new CompileOptions { Types = [MapType.Cdb], WithLint = true };
        Compile(source, options);
        File.WriteAllText(source, File.ReadAllText(source).Replace("user7@", "user6@", StringComparison.Ordinal));
        using var file = new CountingFile(source);
        var findings = new DiagnosticList();
        Assert.Equal(CompileOutcome.Written, CompileOperation.Run(file, source, options, findings).Single().Outcome);
        Assert.Equal("MK3001", Assert.Single(findings).Rule.Code);
        Assert.Equal(file.Length, file.BytesRead);
    }

    [Fact]
    public void Findings_are_told_each_time()
    {
        var source = Source(lastKey: "user7@example.com");
        var options = new CompileOptions { Types = [MapType.Cdb], WithLint = true };
        for (var i = 0; i < 2; i++)
        {
            var compiled = Compile(source, options);
            Assert.Equal("MK3001", Assert.Single(compiled.Findings).Rule.Code);
            Assert.True(compiled.WasMade);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_source_of_which_the_file_system_decides_is_looked_at_each_time()
    {
        var source = Source();
        File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var options = new CompileOptions { Types = [MapType.Cdb], WithLint = true, Format = TableFormat.SaslPasswd };
        Compile(source, options);
        File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains(Compile(source, options).Findings, finding => finding.Rule == Rules.SecretsReadable);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_map_that_lost_its_stamp_gets_one_when_it_is_found_unchanged(MapType type)
    {
        var source = Source();
        var options = new CompileOptions { Types = [type] };
        var map = Compile(source, options).Result.Path;
        var content = File.ReadAllBytes(map);
        File.Delete(map);
        File.WriteAllBytes(map, content);
        Assert.Equal((CompileOutcome.Unchanged, true), Outcome(source, options with { CheckOnly = true }));
        Assert.Equal((CompileOutcome.Unchanged, true), Outcome(source, options));
        Assert.Equal((CompileOutcome.Unchanged, false), Outcome(source, options));
    }

    [Fact]
    public void An_unchanged_map_that_is_older_than_its_source_takes_a_new_time()
    {
        var source = Source();
        var options = new CompileOptions { Types = [MapType.Hash] };
        var map = Compile(source, options).Result.Path;
        File.SetLastWriteTimeUtc(map, DateTime.UtcNow.AddDays(-1));
        Assert.Equal((CompileOutcome.Unchanged, false), Outcome(source, options));
        Assert.True(File.GetLastWriteTimeUtc(map) >= File.GetLastWriteTimeUtc(source));
    }

    [PeerTheory("postmap")]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void A_map_that_postmap_wrote_meanwhile_is_not_taken_for_ours(MapType type)
    {
        // postmap truncates a Berkeley DB map and fills it again: the file, and with it the stamp, stays.
        var source = Source();
        var options = new CompileOptions { Types = [type] };
        var map = Compile(source, options).Result.Path;
        var content = File.ReadAllBytes(map);
        var text = File.ReadAllText(source);
        File.WriteAllText(source, "a@example.com smtp:\n");
        Assert.Equal(0, Tool.Run("postmap", $"{MapTypes.NameOf(type)}:{source}").ExitCode);
        File.WriteAllText(source, text);
        Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));
        Assert.Equal(content, File.ReadAllBytes(map));
    }

    [RootTheory("setfattr", "getfattr")]
    [InlineData("user.mapkit.build")]
    [InlineData("trusted.mapkit.build")]
    public void A_stamp_that_another_may_have_written_is_not_believed(string forged)
    {
        var source = Source();
        var options = new CompileOptions { Types = [MapType.Hash] };
        var map = Compile(source, options).Result.Path;
        var stamp = Attribute(map, "trusted.mapkit.build");
        Assert.NotEqual("", stamp);
        var content = File.ReadAllBytes(map);

        // The content of another map, with a stamp that vouches for it: the recipe and the source of the first, its own digest.
        Directory.CreateDirectory(_folder.File("evil"));
        var evil = _folder.Write("evil/transport", File.ReadAllText(source).Replace("user7@example.com smtp:[mail", "user7@example.com smtp:[evil", StringComparison.Ordinal));
        var evilMap = Compile(evil, options).Result.Path;
        var evilStamp = stamp[..80] + Attribute(evilMap, "trusted.mapkit.build")[80..];
        File.WriteAllBytes(map, File.ReadAllBytes(evilMap));
        Assert.Equal(0, Tool.Run("setfattr", "-x", "trusted.mapkit.build", map).ExitCode);
        Assert.Equal(0, Tool.Run("setfattr", "-n", forged, "-v", "0x" + evilStamp, map).ExitCode);
        if (forged.StartsWith("trusted", StringComparison.Ordinal)) Maps.Replacement.Replacing.ChangeMode(map, "664");

        Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));
        Assert.Equal(content, File.ReadAllBytes(map));
    }

    [RootTheory("getfattr")]
    [InlineData("chmod 664 MAP")]
    [InlineData("chown 31337 MAP")]
    public void A_map_that_others_may_write_has_no_stamp(string change)
    {
        var source = Source();
        var options = new CompileOptions { Types = [MapType.Hash] };
        var map = Compile(source, options).Result.Path;
        Assert.Equal(0, Tool.Run("sh", "-c", change.Replace("MAP", map, StringComparison.Ordinal)).ExitCode);
        Assert.Equal((CompileOutcome.Unchanged, true), Outcome(source, options));
        File.AppendAllText(source, "last@example.com smtp:\n");
        Assert.Equal((CompileOutcome.Written, true), Outcome(source, options));
        Assert.Equal("", Attribute(map, "trusted.mapkit.build") + Attribute(map, "user.mapkit.build"));
        Assert.Equal((CompileOutcome.Unchanged, true), Outcome(source, options));
    }

    [Fact]
    public void A_short_source_has_no_stamp()
    {
        var source = _folder.Write("transport", "a@example.com smtp:\n");
        var options = new CompileOptions { Types = [MapType.Cdb] };
        Compile(source, options);
        Assert.Equal((CompileOutcome.Unchanged, true), Outcome(source, options));
    }

    /// <summary>The digits of an attribute; none where there is no such attribute.</summary>
    private static string Attribute(string path, string name)
    {
        var text = Tool.Run("getfattr", "-n", name, "--only-values", "--absolute-names", path);
        return text.ExitCode == 0 ? System.Convert.ToHexStringLower(Encoding.Latin1.GetBytes(text.Output)) : "";
    }

    private string Source(string? lastKey = null)
    {
        var source = new StringBuilder();
        for (var i = 0; i < Entries; i++)
        {
            var key = i == Entries - 1 && lastKey is not null ? lastKey : $"user{i}@example.com";
            source.Append(key).Append(" smtp:[mail.example.net]\n");
        }

        return _folder.Write("transport", source.ToString());
    }

    private static void Damage(string path, long place)
    {
        using var file = File.OpenHandle(path, access: FileAccess.ReadWrite);
        var content = new byte[1];
        Assert.Equal(1, RandomAccess.Read(file, content, place));
        content[0] ^= 1;
        RandomAccess.Write(file, content, place);
    }

    private static (CompileOutcome Outcome, bool WasMade) Outcome(string source, CompileOptions options)
    {
        var compiled = Compile(source, options);
        return (compiled.Result.Outcome, compiled.WasMade);
    }

    /// <summary>Compiles, and tells whether the source was parsed for it.</summary>
    private static (CompileResult Result, bool WasMade, IReadOnlyList<Diagnostic> Findings) Compile(string source, CompileOptions options)
    {
        var wasMade = false;
        var findings = new DiagnosticList();
        var result = CompileOperation.Run(source, options with { OnProgress = _ => wasMade = true }, findings).Single();
        return (result, wasMade, findings);
    }

    /// <summary>Counts what is read through the stream. The digest of the file as a whole is read beside it.</summary>
    private sealed class CountingFile(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var count = base.Read(buffer);
            BytesRead += count;
            return count;
        }
    }
}
