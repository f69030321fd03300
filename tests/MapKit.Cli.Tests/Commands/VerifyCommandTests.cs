using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>verify</c>.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public VerifyCommandTests()
    {
        _source = _folder.Write("table", "User@Example.COM one\nb two words\n\u00C4 three\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash,lmdb,cdb", _source).Status);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hash", ".db")]
    [InlineData("lmdb", ".lmdb")]
    [InlineData("cdb", ".cdb")]
    public void A_sound_map_that_agrees_with_its_source_gives_status_0(string type, string suffix)
    {
        var run = CommandRun.Of("verify", $"{type}:{_source}");
        Assert.Equal((0, $"{_source}{suffix}: sound ({type}, 3 records); the same as {_source}\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void Missing_extra_and_differing_keys_are_named()
    {
        _folder.Write("table", "b other\nc new\n\u00C4 three\n");
        var run = CommandRun.Of("verify", "hash:" + _source);
        Assert.Equal(1, run.Status);
        Assert.Equal(
            $"""
            {_source}.db: differs: b -> two words, the source has other (line 1)
            {_source}.db: extra: user@example.com -> one
            {_source}.db: missing: c -> new (line 2)
            {_source}.db: sound (hash, 3 records); 3 differences from {_source}

            """.Split('\n').Order(),
            run.Output.Split('\n').Order());
    }

    [Fact]
    public void A_map_without_its_source_is_checked_alone()
    {
        File.Delete(_source);
        var run = CommandRun.Of("verify", _source + ".cdb");
        Assert.Equal((0, $"{_source}.cdb: sound (cdb, 3 records)\n"), (run.Status, run.Output));
    }

    [Fact]
    public void The_options_of_compile_apply()
    {
        Assert.Equal(1, CommandRun.Of("verify", "--no-fold", "hash:" + _source).Status);
        Assert.Equal(1, CommandRun.Of("verify", "--nul", "no", "hash:" + _source).Status);
        Assert.Equal(0, CommandRun.Of("verify", "--nul", "yes", "hash:" + _source).Status);
        Assert.Equal(0, CommandRun.Of("compile", "-t", "btree", "--no-fold", "--nul", "no", "-o", _folder.File("x.db"), _source).Status);
        Assert.Equal(0, CommandRun.Of("verify", "--no-fold", "--source", _source, _folder.File("x.db")).Status);
    }

    [Fact]
    public void An_alias_map_is_recognised_by_its_mark()
    {
        var source = _folder.Write("names", "root: admin\n\"John Doe\": john\n");
        Assert.Equal(0, CommandRun.Of("compile", "-f", "aliases", "--yp-records", "host.example.com", source).Status);
        Assert.Equal(0, CommandRun.Of("verify", source).Status);
        var output = _folder.File("salvaged");
        var run = CommandRun.Of("verify", source, "--salvage", output);
        Assert.Equal(0, run.Status);
        Assert.StartsWith($"{output}: 2 entries salvaged (aliases syntax), 0 losses\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("verify", source, "--source", output).Status);
    }

    [Theory]
    [InlineData("both")]
    [InlineData("external")]
    [InlineData("internal")]
    public void The_form_of_quoted_names_is_not_a_difference_unless_another_is_requested(string form)
    {
        var source = _folder.Write("names", "root: admin\n\"John Doe\": john\n");
        Assert.Equal(0, CommandRun.Of("compile", "-f", "aliases", "--alias-keys", form, source).Status);
        Assert.Equal(0, CommandRun.Of("verify", source).Status);
        foreach (var asked in new[] { "both", "external", "internal" })
            Assert.Equal(asked == form ? 0 : 1, CommandRun.Of("verify", "--alias-keys", asked, source).Status);
    }

    [Fact]
    public void Passwords_are_hidden()
    {
        var source = _folder.Write("sasl_passwd", "mail.example.com user:secret\n");
        Assert.Equal(0, CommandRun.Of("compile", source).Status);
        _folder.Write("sasl_passwd", "mail.example.com user:other\n");
        foreach (var json in new[] { false, true })
        {
            var run = CommandRun.Of(["verify", source, .. json ? ["--json"] : Array.Empty<string>()]);
            Assert.Equal(1, run.Status);
            Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("other", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("user:secret", CommandRun.Of("verify", source, "--show-secrets").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_are_lines_of_text_or_of_json()
    {
        var map = _source + ".db";
        var file = File.ReadAllBytes(map);
        file[32] = 9;
        File.WriteAllBytes(map, file);
        var run = CommandRun.Of("verify", map);
        Assert.Equal(1, run.Status);
        Assert.Equal(
            $"{map}: page 0, offset 32, last_pgno: last page 9, but the file has 3 pages\n{map}: damaged: 1 problem (hash, 3 records); the same as {_source}\n", run.Output);
        Assert.Equal(
            $$"""
            {"kind":"problem","map":"{{map}}","page":0,"offset":32,"field":"last_pgno","message":"last page 9, but the file has 3 pages"}
            {"kind":"result","map":"{{map}}","type":"hash","sound":false,"problems":1,"records":3,"source":"{{_source}}","differences":0}

            """,
            CommandRun.Of("verify", "--json", map).Output);
    }

    [Fact]
    public void A_map_without_its_header_is_salvaged_and_then_refused()
    {
        var map = _source + ".db";
        var file = File.ReadAllBytes(map);
        file.AsSpan(0, 4096).Clear();
        File.WriteAllBytes(map, file);
        var output = _folder.File("salvaged");
        var run = CommandRun.Of("verify", map, "--salvage", output);
        Assert.Equal(2, run.Status);
        Assert.Equal($"mapkit: error: {map}: not a map: the content is neither Berkeley DB, LMDB nor cdb\n", run.Error);
        Assert.Equal($"{output}: 3 entries salvaged (plain syntax), 0 losses\n", run.Output);
        Assert.Equal(["b\ttwo words", "user@example.com\tone", "\u00E4\tthree"], File.ReadAllLines(output).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_existing_file_is_not_overwritten_and_a_missing_one_is_reported()
    {
        Assert.Equal(2, CommandRun.Of("verify", _source, "--salvage", _source).Status);
        Assert.Equal(2, CommandRun.Of("verify", _folder.File("nothing")).Status);
        Assert.Equal(2, CommandRun.Of("verify", _source, "--source", _folder.File("nothing")).Status);
    }
}
