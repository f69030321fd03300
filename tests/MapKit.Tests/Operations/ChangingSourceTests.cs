using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Edit;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>Sources that another program writes while they are read.</summary>
public sealed class ChangingSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_source_that_is_written_while_it_is_read_is_read_again(bool withLint)
    {
        var source = _folder.Write("t", Lines(3000));
        var findings = new DiagnosticList();
        var attempts = 0;
        var result = CompileOperation.Run(source, Options(withLint) with { OnProgress = progress => Change(progress.Read > 0 && attempts++ == 0) }, findings);
        Assert.Equal(CompileOutcome.Written, Assert.Single(result).Outcome);
        Assert.Equal(3001, result[0].Records);
        Assert.Equal(1, findings.Count(finding => finding.Rule == Rules.DuplicateKey));
        using var map = MapFile.Open(source + ".db");
        Assert.Equal(3001, map.Records.Count());

        void Change(bool isTime)
        {
            if (isTime) File.AppendAllText(source, "added.example.com smtp:[relay.example.net]\n");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_source_that_is_always_written_is_an_error_and_the_map_is_kept(bool withLint)
    {
        var source = _folder.Write("t", Lines(30));
        CompileOperation.Run(source, Options(withLint), new DiagnosticList());
        var before = File.ReadAllBytes(source + ".db");
        var failure = Assert.ThrowsAny<IOException>(() =>
            CompileOperation.Run(source, Options(withLint) with { OnProgress = _ => File.AppendAllText(source, "x.example.com y:\n") }, new DiagnosticList()));
        Assert.Equal($"{source}: another program is writing it: it changed while it was read; nothing was written", failure.Message);
        Assert.Equal(before, File.ReadAllBytes(source + ".db"));
        Assert.Equal(["t", "t.db"], Maps.Replacement.Replacing.Names(_folder.Path));
    }

    /// <summary>A shell truncates a file before the program that writes it starts.</summary>
    [Fact]
    public void A_source_that_is_open_for_writing_is_read_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are of Linux");
        var source = _folder.Write("t", "a.example.com smtp:\n");
        var writer = new FileStream(source, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        var reads = 0;
        var result = CompileOperation.Run(source, Options(withLint: true) with { OnProgress = progress => Finish(progress.Read > 0) }, new DiagnosticList());
        Assert.Equal(2, result[0].Records);

        void Finish(bool isRead)
        {
            if (!isRead || ++reads != 2) return;
            writer.Write("b.example.com smtp:\n"u8);
            writer.Dispose();
        }
    }

    [Fact]
    public void A_source_that_a_program_always_has_open_for_writing_is_compiled()
    {
        var source = _folder.Write("t", Lines(30));
        using var writer = new FileStream(source, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        Assert.Equal(30, CompileOperation.Run(source, Options(withLint: true), new DiagnosticList())[0].Records);
    }

    [Fact]
    public void A_source_that_changes_while_the_map_is_written_is_read_again()
    {
        var source = _folder.Write("t", Lines(30));
        var isChanged = false;
        var result = CompileOperation.Run(source, Options(withLint: true) with { OnProgress = progress => Change(progress.Written > 0) }, new DiagnosticList());
        Assert.True(isChanged);
        Assert.Equal(31, result[0].Records);

        void Change(bool isTime)
        {
            if (!isTime || isChanged) return;
            isChanged = true;
            File.AppendAllText(source, "added.example.com smtp:[relay.example.net]\n");
        }
    }

    [Fact]
    public void A_source_that_is_replaced_by_rename_meanwhile_is_compiled_as_it_was()
    {
        var source = _folder.Write("t", Lines(30));
        var result = CompileOperation.Run(source, Options(withLint: true) with { OnProgress = progress => Replace(progress.Read > 0) }, new DiagnosticList());
        Assert.Equal(30, result[0].Records);

        void Replace(bool isTime)
        {
            if (isTime) File.Move(_folder.Write("new", "other.example.com y:\n"), source, overwrite: true);
        }
    }

    [Fact]
    public void The_source_of_an_editor_that_replaces_it_between_reading_and_writing_is_edited()
    {
        var source = _folder.Write("t", "a.example.com b:\n");
        var calls = 0;
        EditOperation.Apply(
            source,
            document =>
            {
                if (++calls == 1) File.Move(_folder.Write("new", "mine.example.com c:\n"), source, overwrite: true);
                document.Set("x.example.com"u8, "y:"u8);
            },
            new EditOptions());
        Assert.Equal("mine.example.com c:\nx.example.com y:\n", File.ReadAllText(source));
    }

    private static CompileOptions Options(bool withLint) => new() { WithLint = withLint };

    private static string Lines(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(number => $"k{number}.example.com smtp:[relay.example.net]\n")) + "k0.example.com twice:\n";
}
