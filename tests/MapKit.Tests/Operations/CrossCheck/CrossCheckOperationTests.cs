using System.Globalization;
using MapKit.Maps;
using MapKit.Operations.CrossCheck;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.CrossCheck;

public sealed class CrossCheckOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _work = new();

    public void Dispose()
    {
        _folder.Dispose();
        _work.Dispose();
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void The_same_records_are_the_same_in_every_type(MapType type)
    {
        var report = Check(CrossCheckDouble.Of("a 1\nb 2\n"), CrossCheckDouble.Of("a 1\nb 2\n"), type);
        Assert.Equal((CrossCheckOutcome.Same, 2L, 2L), (report.Outcome, report.MapKit!.Records, report.Reference!.Records));
        Assert.Empty(Directory.GetFileSystemEntries(_work.Path));
    }

    [Fact]
    public void Each_kind_of_difference_is_counted_and_listed_in_the_order_of_the_keys()
    {
        var report = Check(CrossCheckDouble.Of("c 1\nb 2\nd 4\n"), CrossCheckDouble.Of("a 1\nb 3\nd 4\n"));
        Assert.Equal((CrossCheckOutcome.Differs, 1L, 1L, 1L), (report.Outcome, report.MissingRecords, report.ExtraRecords, report.DifferingRecords));
        Assert.Equal(["Missing a\0 -> 1\0", "Value b\0 2\0-> 3\0", "Extra c\0 1\0-> "], report.Records.Select(Shown));
    }

    [Fact]
    public void Only_the_first_differences_are_listed()
    {
        var many = string.Concat(Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i:D2} 1\n")));
        var lines = Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}")).ToArray();
        var report = Check(CrossCheckDouble.Of(""), CrossCheckDouble.Of(many, lines));
        Assert.Equal((50L, 20, 50, 20), (report.MissingRecords, report.Records.Count, report.DifferingMessages, report.Messages.Count));
    }

    [Fact]
    public void Another_exit_status_alone_is_a_difference() =>
        Assert.Equal(CrossCheckOutcome.Differs, Check(CrossCheckDouble.Of("a 1\n"), CrossCheckDouble.Of("a 1\n", status: 1)).Outcome);

    [Fact]
    public void Messages_are_compared_by_line_and_by_order()
    {
        var report = Check(CrossCheckDouble.Of("a 1\n", ["one", "two", "two"]), CrossCheckDouble.Of("a 1\n", ["two", "three"]));
        Assert.Equal(["Missing three", "Extra one", "Extra two"], report.Messages.Select(message => $"{message.Kind} {message.Text}"));
        var order = Check(CrossCheckDouble.Of("a 1\n", ["one", "two"]), CrossCheckDouble.Of("a 1\n", ["two", "one"]));
        Assert.Equal((CrossCheckOutcome.Differs, 0, true), (order.Outcome, order.DifferingMessages, order.MessagesInOtherOrder));
    }

    [Fact]
    public void An_engine_without_words_and_status_is_asked_for_records_only()
    {
        var silent = new CrossCheckDouble("silent", task =>
        {
            CrossCheckDouble.Of("a 1\n").Build(task);
            return new CrossCheckBuild();
        });
        Assert.Equal(CrossCheckOutcome.Same, Check(CrossCheckDouble.Of("a 1\n", ["a warning"]), silent).Outcome);
    }

    [Fact]
    public void Both_engines_work_at_the_same_place_and_messages_name_the_real_one()
    {
        var seen = new List<string>();
        CrossCheckDouble Engine(string said) => new("double", task =>
        {
            seen.Add(task.SourcePath);
            Assert.Equal("a 1\n", File.ReadAllText(task.SourcePath));
            return new CrossCheckBuild { ExitStatus = 0, Messages = [$"{task.SourcePath}, line 1: {said}"] };
        });
        var report = Check(Engine("x"), Engine("y"));
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal([$"{_folder.File("table")}, line 1: y", $"{_folder.File("table")}, line 1: x"], report.Messages.Select(message => message.Text));
    }

    [Fact]
    public void The_same_cdb_records_in_another_order_are_a_difference()
    {
        var report = Check(CrossCheckDouble.Of("a 1\nb 2\n"), CrossCheckDouble.Of("b 2\na 1\n"), MapType.Cdb);
        Assert.Equal((CrossCheckOutcome.Differs, true, 0L), (report.Outcome, report.RecordsInOtherOrder, report.MissingRecords));
        Assert.NotNull(report.FirstDifferingByte);
        Assert.Equal(CrossCheckOutcome.Same, Check(CrossCheckDouble.Of("a 1\nb 2\n"), CrossCheckDouble.Of("b 2\na 1\n"), MapType.Hash).Outcome);
    }

    [Fact]
    public void Bytes_that_differ_in_a_cdb_are_found_where_the_records_are_the_same()
    {
        long changed = 0;
        var other = new CrossCheckDouble("other", task =>
        {
            var build = CrossCheckDouble.Of("a 1\nb 2\n").Build(task);

            // A table without slots may stand anywhere: the last of them where the first table is.
            var bytes = File.ReadAllBytes(task.MapPath);
            for (changed = 255 * 8; BitConverter.ToUInt32(bytes, (int)changed + 4) != 0; changed -= 8) { }
            bytes.AsSpan(0, 4).CopyTo(bytes.AsSpan((int)changed));
            File.WriteAllBytes(task.MapPath, bytes);
            return build;
        });
        var report = Check(CrossCheckDouble.Of("a 1\nb 2\n"), other, MapType.Cdb);
        Assert.Equal((CrossCheckOutcome.Differs, (long?)changed, false), (report.Outcome, report.FirstDifferingByte, report.RecordsInOtherOrder));
    }

    [Theory]
    [InlineData("aliases", CrossCheckOutcome.Same)]
    [InlineData("plain", CrossCheckOutcome.Differs)]
    public void The_records_of_NIS_are_left_out_of_alias_maps_alone(string format, object outcome)
    {
        var colon = format == "aliases" ? ":" : "";
        foreach (var type in MapTypes.All)
        {
            var report = Check(
                CrossCheckDouble.Of($"a{colon} 1\n"),
                CrossCheckDouble.Of($"a{colon} 1\nYP_LAST_MODIFIED{colon} 1234567890\nYP_MASTER_NAME{colon} mail.example.com\n", fold: false),
                type,
                TableFormat.ByName(format)!);
            Assert.Equal((type, (CrossCheckOutcome)outcome), (report.Type, report.Outcome));
        }
    }

    [Fact]
    public void What_two_failures_leave_is_no_map()
    {
        var report = Check(
            new CrossCheckDouble("ours", _ => new CrossCheckBuild { ExitStatus = 1, Messages = ["fatal"] }),
            CrossCheckDouble.Of("a 1\n", ["fatal"], status: 1));
        Assert.Equal((CrossCheckOutcome.Same, "fatal", (string?)null), (report.Outcome, report.Failure, report.Reference!.MapSuffix));
    }

    [Fact]
    public void A_map_that_cannot_be_read_is_a_difference()
    {
        var broken = new CrossCheckDouble("broken", task =>
        {
            File.WriteAllText(task.MapPath, "no map");
            return new CrossCheckBuild { ExitStatus = 0, Messages = [] };
        });
        var report = Check(CrossCheckDouble.Of(""), broken);
        Assert.Equal((CrossCheckOutcome.Differs, "not a map: the content is neither Berkeley DB, LMDB nor cdb"), (report.Outcome, report.Reference!.MapProblem));
    }

    [Fact]
    public void A_map_of_another_type_is_found_and_is_a_difference()
    {
        var redirected = new CrossCheckDouble("redirected", task => CrossCheckDouble.Of("a 1\n").Build(task with { Type = MapType.Lmdb }));
        var report = Check(CrossCheckDouble.Of("a 1\n"), redirected);
        Assert.Equal((CrossCheckOutcome.Differs, ".db", ".lmdb"), (report.Outcome, report.MapKit!.MapSuffix, report.Reference!.MapSuffix));
    }

    [Fact]
    public void A_type_that_the_reference_does_not_know_is_not_checked()
    {
        var report = Check(
            new CrossCheckDouble("ours", _ => throw new InvalidOperationException("not needed")),
            new CrossCheckDouble("other", _ => new CrossCheckBuild { Refusal = "no such type" }));
        Assert.Equal((CrossCheckOutcome.NotChecked, "no such type"), (report.Outcome, report.Refusal));
        Assert.Empty(Directory.GetFileSystemEntries(_work.Path));
    }

    [Fact]
    public void A_source_that_changes_meanwhile_is_trouble()
    {
        var writer = new CrossCheckDouble("writer", task =>
        {
            File.AppendAllText(_folder.File("table"), "b 2\n");
            return CrossCheckDouble.Of("a 1\n").Build(task);
        });
        var exception = Assert.Throws<IOException>(() => Check(CrossCheckDouble.Of("a 1\n"), writer));
        Assert.Equal($"{_folder.File("table")}: changed during the check; try again", exception.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_work.Path));
    }

    [Fact]
    public void A_link_in_the_place_of_the_map_is_not_followed()
    {
        var target = _folder.Write("secret", "secret");
        var linker = new CrossCheckDouble("linker", task =>
        {
            File.CreateSymbolicLink(task.MapPath, target);
            return new CrossCheckBuild { ExitStatus = 0, Messages = [] };
        });
        Assert.EndsWith(": is not a regular file", Assert.Throws<IOException>(() => Check(CrossCheckDouble.Of(""), linker)).Message, StringComparison.Ordinal);
        Assert.Equal("secret", File.ReadAllText(target));
        Assert.Empty(Directory.GetFileSystemEntries(_work.Path));
    }

    [PeerFact("mkfifo")]
    public void A_pipe_is_no_source()
    {
        Tool.Run("mkfifo", _folder.File("table"));
        using var writer = new FileStream(_folder.File("table"), FileMode.Open, FileAccess.ReadWrite);
        var exception = Assert.Throws<IOException>(() => Run(CrossCheckDouble.Of(""), CrossCheckDouble.Of(""), MapType.Hash, TableFormat.Plain));
        Assert.Equal($"{_folder.File("table")}: is not a regular file, so it cannot be read twice", exception.Message);
    }

    [RootFact]
    public void An_engine_that_works_as_the_owner_of_the_source_can_write_and_only_while_it_works()
    {
        var source = _folder.Write("table", "a 1\n");
        Assert.Equal(0, Tool.Run("chown", "nobody", source).ExitCode);
        var owners = new List<string>();
        CrossCheckDouble Watched() => new("double", task =>
        {
            owners.Add(Tool.Run("stat", "-c", "%U %a", Path.GetDirectoryName(task.SourcePath)!).Output + Tool.Run("stat", "-c", "%U %a", _work.Path).Output);
            return CrossCheckDouble.Of("a 1\n").Build(task);
        });
        Assert.Equal(CrossCheckOutcome.Same, Run(Watched(), Watched(), MapType.Hash, TableFormat.Plain).Outcome);
        Assert.Equal(["nobody 700\nroot 711\n", "nobody 700\nroot 711\n"], owners);
        Assert.Equal("root 700\n", Tool.Run("stat", "-c", "%U %a", _work.Path).Output);
    }

    private static string Shown(CrossCheckRecord record) =>
        $"{record.Kind} {MapText(record.Key)} {MapText(record.Value)}-> {MapText(record.ReferenceValue)}";

    private static string MapText(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes.Span);

    private CrossCheckReport Check(ICrossCheckEngine ours, ICrossCheckEngine reference, MapType type = MapType.Hash, TableFormat? format = null)
    {
        _folder.Write("table", "a 1\n");
        return Run(ours, reference, type, format ?? TableFormat.Plain);
    }

    private CrossCheckReport Run(ICrossCheckEngine ours, ICrossCheckEngine reference, MapType type, TableFormat format) =>
        CrossCheckOperation.Run(
            new CrossCheckRequest { SourcePath = _folder.File("table"), Type = type, Format = format, WorkFolder = _work.Path }, ours, reference);
}
