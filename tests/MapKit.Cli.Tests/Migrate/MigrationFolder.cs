using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MapKit.Platform;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>A configuration of its own for a test of <c>migrate</c>, in the folder <c>etc</c> of a system that goes with the test.</summary>
internal sealed class MigrationFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MigrationFolder() => Directory.CreateDirectory(Path);

    /// <summary>The folder of main.cf.</summary>
    public string Path => _folder.File("etc");

    /// <summary>The folder above it.</summary>
    public string Root => _folder.Path;

    /// <summary>Where the old files are kept.</summary>
    public string Backup => Path + ".migration";

    /// <summary>The variables of the command; with an empty PATH no Postfix is installed.</summary>
    public Func<string, string?> Variable { get; init; } = static name => name == "PATH" ? "" : null;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes main.cf; <c>DIR</c> stands for the folder.</summary>
    public void WriteMain(string settings) => Write("main.cf", $"compatibility_level = 3.6\ndata_directory = DIR\nqueue_directory = DIR\n{(settings.Split('\n').Any(line => line.StartsWith("alias_maps", StringComparison.Ordinal)) ? "" : "alias_maps =\nalias_database =\n")}{settings}\n");

    /// <summary>Writes a file; <c>DIR</c> stands for the folder.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text.Replace("DIR", Path, StringComparison.Ordinal));
        System.IO.File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    /// <summary>Writes a source and compiles it.</summary>
    public void WriteTable(string type, string name, string source = "a@example.com  b@example.com\nexample.org  c@example.com\n")
    {
        Write(name, source);
        var run = CommandRun.In(Variable, [], "compile", "-f", name.Contains("aliases", StringComparison.Ordinal) ? "aliases" : "plain", "-o", File(name) + Suffix(type), $"{type}:{File(name)}");
        Assert.True(run.Status == 0, run.Error);
    }

    /// <summary>Changes a map behind its source.</summary>
    public void Update(string type, string name, string entries) => Assert.Equal(0, CommandRun.In(Variable, Encoding.UTF8.GetBytes(entries), "postmap", "-i", $"{type}:{File(name)}").Status);

    /// <summary>Runs <c>migrate</c>, with the folder shown as <c>DIR</c>.</summary>
    public (int Status, string Output, string Error) Run(params string[] options)
    {
        var run = CommandRun.In(Variable, [], ["migrate", .. options.Contains("-c") || options.Contains("--root") ? (string[])[] : ["-c", Path], .. options]);
        return (run.Status, Masked(run.Output), Masked(run.Error));
    }

    public string Masked(string text) => text.Replace(Path, "DIR", StringComparison.Ordinal);

    /// <summary>A file, with the folder shown as <c>DIR</c>.</summary>
    public string Read(string name) => Masked(System.IO.File.ReadAllText(File(name)));

    /// <summary>Every file with its bytes, mode, owner and times.</summary>
    public string Snapshot()
    {
        var text = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{System.IO.Path.GetRelativePath(Root, path)} {StatusOf(path)} {Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(path)))}\n");
        }

        return text.ToString();
    }

    private static string StatusOf(string path)
    {
        if (!LibC.IsSupported) return new FileInfo(path).LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture);
        var status = FileStatus.At(path);
        return string.Create(CultureInfo.InvariantCulture, $"{status.Mode} {status.UserId}:{status.GroupId} {status.ModifiedSeconds}.{status.ModifiedNanoseconds:D9}");
    }

    public void Dispose() => _folder.Dispose();

    private static string Suffix(string type) => type is "hash" or "btree" ? ".db" : "." + type;
}
