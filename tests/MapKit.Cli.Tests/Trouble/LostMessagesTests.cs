using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>Standard error or standard output on a full disk: the work is done all the same, and nothing ends with a trace.</summary>
public sealed class LostMessagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands =>
    [
        "compile TABLE", "compile --json TABLE", "compile -t cdb,lmdb TABLE SECOND", "compile MISSING TABLE", "query b TABLE", "query x TABLE", "dump TABLE.db", "info TABLE.db", "verify TABLE.db",
        "verify TABLE", "convert --in-place TABLE.db cdb:TABLE", "convert TABLE.db lmdb:NEW", "diff TABLE SECOND", "lint TABLE", "lint --output-format sarif TABLE", "set TABLE c 1", "unset TABLE a",
        "rename TABLE a z", "fmt TABLE", "fmt --check TABLE", "status -c DIR", "status -c DIR --fix", "status -c DIR --json", "explain transport joe@example.com -c DIR", "test EXPECTED -c DIR",
        "postmap hash:TABLE", "postmap -s hash:TABLE", "postmap -q b hash:TABLE", "postmap -i hash:TABLE", "postmap -d b hash:TABLE", "postalias hash:TABLE",
        "nonsense", "compile", "query", "lint MISSING", "dump MISSING", "postmap -x", "--help", "compile --help",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_whose_messages_are_lost_does_its_work(string line)
    {
        var (status, files) = Run(line, "a", error: new MemoryStream());
        Assert.Equal((status, files), Run(line, "b", error: new FullDisk()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_whose_results_are_lost_ends_in_order(string line)
    {
        var (status, files) = Run(line, "a", output: new MemoryStream());
        var (other, otherFiles) = Run(line, "b", output: new FullDisk());
        Assert.Equal(files, otherFiles);
        Assert.Contains(other, new[] { status, 1, 2, 75 });
    }

    [Fact]
    public void Messages_arrive_again_when_the_disk_has_room()
    {
        var disk = new FullDisk();
        using var environment = new CommandEnvironment(Stream.Null, Stream.Null, disk, false, false, static _ => null);
        environment.Error.WriteLine("lost");
        disk.HasRoom = true;
        environment.Error.WriteLine("kept");
        Assert.Equal("kept\n"u8.ToArray(), disk.ToArray());
    }

    private (int Status, string Files) Run(string line, string folder, Stream? error = null, Stream? output = null)
    {
        var path = Directory.CreateDirectory(_folder.File(folder)).FullName;
        foreach (var name in new[] { "table", "second" }) File.WriteAllText(Path.Combine(path, name), "a 1\nb\t2\nbad\na 3\n");
        File.WriteAllText(Path.Combine(path, "main.cf"), $"compatibility_level = 3.6\nqueue_directory = {path}\nalias_maps =\nalias_database = hash:{path}/aliases\ntransport_maps = hash:{path}/table, hash:{path}/second\n");
        File.WriteAllText(Path.Combine(path, "master.cf"), "");
        File.WriteAllText(Path.Combine(path, "aliases"), "a: b\nbad\n");
        File.WriteAllText(Path.Combine(path, "expected"), "transport joe@example.com -> not found\n");
        File.SetLastWriteTimeUtc(Path.Combine(path, "main.cf"), DateTime.UtcNow.AddHours(-1));
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", Path.Combine(path, "table")).Status);
        File.AppendAllText(Path.Combine(path, "table"), "d 4\n");

        var arguments = line.Split(' ').Select(word => word
            .Replace("TABLE", Path.Combine(path, "table"), StringComparison.Ordinal)
            .Replace("SECOND", Path.Combine(path, "second"), StringComparison.Ordinal)
            .Replace("MISSING", Path.Combine(path, "missing"), StringComparison.Ordinal)
            .Replace("EXPECTED", Path.Combine(path, "expected"), StringComparison.Ordinal)
            .Replace("NEW", Path.Combine(path, "new"), StringComparison.Ordinal)
            .Replace("DIR", path, StringComparison.Ordinal)).ToArray();
        int status;
        using (var environment = new CommandEnvironment(new MemoryStream("k v\n"u8.ToArray()), output ?? new MemoryStream(), error ?? new MemoryStream(), false, false, name => name == "PATH" ? "" : null))
        {
            status = InProcess.Run(environment, arguments);
        }

        var files = Directory.GetFiles(path).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}");
        return (status, string.Join('\n', files.Select(file => file.StartsWith("main.cf", StringComparison.Ordinal) ? "main.cf" : file)));
    }

    private sealed class FullDisk : MemoryStream
    {
        public bool HasRoom { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (!HasRoom) throw new IOException("No space left on device", 28);
            base.Write(buffer, offset, count);
        }
    }
}
