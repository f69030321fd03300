using System.Globalization;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>A map on a disk with a block that cannot be read, however often it is tried: a preloaded library refuses to read it.</summary>
public sealed class BadBlockTests : IDisposable
{
    private const int BlockLength = 4096;
    private const int Records = 3000;

    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdlib.h>
        #include <sys/stat.h>
        #include <unistd.h>

        static ssize_t checked(const char *name, int file, void *buffer, size_t count, off_t offset)
        {
            ssize_t (*real)(int, void *, size_t, off_t) = dlsym(RTLD_NEXT, name);
            const char *inode = getenv("BAD_INODE");
            struct stat status;
            off_t bad;

            if (inode != NULL && fstat(file, &status) == 0 && status.st_ino == strtoull(inode, NULL, 10)) {
                bad = strtoll(getenv("BAD_OFFSET"), NULL, 10);
                if (offset < bad && offset + (off_t) count > bad)
                    count = bad - offset;
                else if (offset >= bad && offset < bad + 4096) {
                    errno = EIO;
                    return -1;
                }
            }
            return real(file, buffer, count, offset);
        }

        ssize_t pread(int file, void *buffer, size_t count, off_t offset) { return checked("pread", file, buffer, count, offset); }
        ssize_t pread64(int file, void *buffer, size_t count, off_t offset) { return checked("pread64", file, buffer, count, offset); }
        """;

    private static readonly Lazy<string?> Library = new(() => CompiledProgram.Make(Source, "-shared", "-fPIC", "-ldl"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("stat")]
    [InlineData("hash", ".db", 0.0)]
    [InlineData("hash", ".db", 0.3)]
    [InlineData("hash", ".db", 0.8)]
    [InlineData("btree", ".db", 0.0)]
    [InlineData("btree", ".db", 0.5)]
    [InlineData("lmdb", ".lmdb", 0.0)]
    [InlineData("lmdb", ".lmdb", 0.6)]
    [InlineData("cdb", ".cdb", 0.0)]
    [InlineData("cdb", ".cdb", 0.4)]
    public void Salvage_saves_all_other_blocks_and_names_the_bad_one(string type, string suffix, double place)
    {
        Assert.SkipWhen(Library.Value is null, "needs a C compiler");
        string[] lines = [.. Enumerable.Range(0, Records).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number}.example.com smtp:[r{number}.example.net]"))];
        var source = _folder.Write("t", string.Join('\n', lines) + "\n");
        var (map, output) = (source + suffix, _folder.File("saved"));
        Assert.Equal(0, CommandRun.Of("compile", "-t", type, source).Status);
        var bad = (long)(new FileInfo(map).Length * place) / BlockLength * BlockLength;

        var run = Run(map, bad, "verify", "--salvage", output, map);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"mapkit: error: cannot read {map} at byte ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{map}: lost: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"offset {bad}: the block of 4096 bytes cannot be read: Input/output error\n"), run.Output, StringComparison.Ordinal);

        // A line of the source takes more room in the map than in the source, and no more than a block of them is lost.
        var saved = File.ReadAllLines(output).Select(line => string.Join(' ', line.Split('\t', ' '))).ToArray();
        Assert.Empty(saved.Except(lines));
        Assert.InRange(saved.Length, Records - (BlockLength / lines[0].Length), Records);
        Assert.Contains($"{output}: {saved.Length} entries salvaged", run.Output, StringComparison.Ordinal);
    }

    [PeerTheory("stat")]
    [InlineData("dump MAP")]
    [InlineData("query k7.example.com MAP")]
    [InlineData("verify MAP")]
    [InlineData("diff MAP DIR/t")]
    [InlineData("convert MAP cdb:DIR/new")]
    [InlineData("compile hash:DIR/t")]
    [InlineData("status -c DIR")]
    [InlineData("postmap -d k7.example.com hash:DIR/t")]
    public void Other_commands_name_the_file_and_change_nothing(string command)
    {
        Assert.SkipWhen(Library.Value is null, "needs a C compiler");
        var source = _folder.Write("t", "k7.example.com smtp:\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", source).Status);
        _folder.Write("t", "k8.example.com smtp:\n");
        _folder.Write("main.cf", $"compatibility_level = 3.6\ntransport_maps = hash:{source}\nalias_maps =\nalias_database =\n");
        var map = source + ".db";
        var bytes = File.ReadAllBytes(map);

        var run = Run(map, BlockLength, [.. command.Split(' ').Select(word => word.Replace("DIR", _folder.Path, StringComparison.Ordinal).Replace("MAP", map, StringComparison.Ordinal))]);

        // compile needs nothing of the old map, and replaces it.
        if (!command.StartsWith("compile", StringComparison.Ordinal)) Assert.Equal(bytes, File.ReadAllBytes(map));
        Assert.InRange(run.ExitCode, 0, 2);
        Assert.DoesNotContain("bug in MapKit", run.Error, StringComparison.Ordinal);
        if (run.ExitCode != 0) Assert.Contains(map, run.Error + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), file => Path.GetFileName(file).StartsWith('.'));
    }

    private static ToolResult Run(string map, long bad, params string[] arguments)
    {
        var inode = Tool.Run("stat", "-c", "%i", map).Output.Trim();
        var variables = new Dictionary<string, string> { ["LD_PRELOAD"] = Library.Value!, ["BAD_INODE"] = inode, ["BAD_OFFSET"] = bad.ToString(CultureInfo.InvariantCulture) };
        return Tool.Run(MapKitCommand.Line[0], [.. MapKitCommand.Line.Skip(1), .. arguments], null, variables);
    }
}
