using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Postfix;
using MapKit.Tables;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>
/// Configurations in the style of distributions and of mail systems that many use (testdata/migrations, testdata/configurations), with maps made by the
/// real postmap: migrated, judged by the real postconf and postmap, and rolled back.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class MigrateProjectTests : IDisposable
{
    private readonly MigrationFolder _folder = new() { Variable = static _ => null };
    private readonly TemporaryFolder _postmap = new();

    public static TheoryData<string> Names => [.. new[] { "migrations", "configurations" }
        .SelectMany(kind => Directory.GetDirectories(RepositoryFiles.Path("testdata", kind)).Select(folder => $"{kind}/{Path.GetFileName(folder)}"))
        .Where(name => Directory.GetFiles(RepositoryFiles.Path(["testdata", .. name.Split('/')]), "main.cf", SearchOption.AllDirectories).Any(file => Word().IsMatch(File.ReadAllText(file))))
        .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _folder.Dispose();
        _postmap.Dispose();
    }

    [PeerTheory("postconf", "postmap")]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Names))]
    public void A_usual_configuration_is_migrated_and_rolled_back(string name)
    {
        Copy(name);
        var tables = Compile();
        Assert.NotEmpty(tables);
        var before = _folder.Snapshot();
        var values = Values();
        var planned = Remaining();

        var (status, output, error) = _folder.Run("--apply");

        Assert.True(status == 0, output + error);
        Assert.Equal(Types().Replace(values, "TYPE"), Types().Replace(Values(), "TYPE"));
        Assert.Equal(planned, Found());
        foreach (var table in tables) Assert.Equal(Records(table.Type, table.Name), Records("lmdb", table.Name));
        Assert.Equal(0, _folder.Run().Status);
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
        Assert.Equal(values, Values());
    }

    private void Copy(string name)
    {
        var source = RepositoryFiles.Path(["testdata", .. name.Split('/')]);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "findings.txt"))
            _folder.Write(Path.GetRelativePath(source, file), File.ReadAllText(file).Replace("@DIR@", _folder.Path, StringComparison.Ordinal));
        var own = File.Exists(_folder.File("master.cf")) ? File.ReadAllText(_folder.File("master.cf")) : "";
        _folder.Write("master.cf", File.ReadAllText(RepositoryFiles.Path("testdata", "configurations", "master.cf")) + own);
    }

    /// <summary>Makes the sources that are missing, and with the real tools the maps.</summary>
    private List<TableReference> Compile()
    {
        PostfixConfigurationPeer();
        var tables = Directories().Select(directory => MapKit.Configuration.PostfixConfiguration.Load(directory, new MainConfigurationOptions { Version = PostfixVersion.Postfix37 }))
            .SelectMany(configuration => TableReferences.Find(configuration).Tables)
            .Where(table => table.Type is "hash" or "btree" && table.HasSource && (table.Uses.Any(use => use.Path is not null) || table.Name.StartsWith(_folder.Path, StringComparison.Ordinal)))
            .DistinctBy(table => table.Name)
            .ToList();
        foreach (var table in tables)
        {
            var isAliases = table.Role.Format == TableFormat.Aliases;
            if (!File.Exists(table.Name)) _folder.Write(Path.GetRelativePath(_folder.Path, table.Name), isAliases ? "postmaster: root\nlist: a@example.com, b@example.com\n\"odd name\": root\n" : "a@example.com  b@example.com\nexample.org  x@example.com\n.example.net  OK\n");
            var result = Tool.Run(isAliases ? "postalias" : "postmap", "-c", _postmap.Path, $"{table.Type}:{table.Name}");
            Assert.True(result.ExitCode == 0, result.Error);
        }

        return tables;
    }

    private void PostfixConfigurationPeer() => MapKit.Tests.Peers.PostfixConfiguration.Write(_postmap.Path);

    private IEnumerable<string> Directories() => Directory.GetFiles(_folder.Path, "main.cf", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal);

    /// <summary>The values of all parameters, for main.cf and for every service, as the real postconf expands them.</summary>
    private string Values() => Process().Replace(string.Concat(Directories().SelectMany(directory => new[]
    {
        Tool.Run("postconf", "-c", directory, "-x").Output,
        Tool.Run("postconf", "-c", directory, "-Px").Output,
    })), "");

    private string Records(string type, string name) => string.Join('\n', Tool.Run("postmap", "-c", _postmap.Path, "-s", $"{type}:{name}").Output
        .Split('\n').Where(line => !line.StartsWith("YP_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    /// <summary>File and line of all that the plan lists as remaining.</summary>
    private string[] Remaining() =>
    [
        .. CommandRun.In(_folder.Variable, [], "migrate", "-c", _folder.Path, "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("kind").GetString() == "remaining")
            .Select(line => $"{line.GetProperty("path").GetString()}:{line.GetProperty("line").GetInt32()}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>File and line of all that grep finds.</summary>
    private string[] Found() =>
    [
        .. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Where(path => !MapTypes.All.Any(type => path.EndsWith(MapTypes.SuffixOf(type), StringComparison.Ordinal)))
            .SelectMany(path => File.ReadAllLines(path).Select((line, index) => (line, place: string.Create(CultureInfo.InvariantCulture, $"{path}:{index + 1}"))))
            .Where(line => Word().IsMatch(line.line))
            .Select(line => line.place)
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("^(process_id|debugger_command) = .*\n", RegexOptions.Multiline)]
    private static partial Regex Process();

    [GeneratedRegex("(?<![a-zA-Z0-9_.-])(hash|btree):")]
    private static partial Regex Word();

    [GeneratedRegex("(?<![a-zA-Z0-9_.-])(hash|btree|lmdb)(?=:|$)", RegexOptions.Multiline)]
    private static partial Regex Types();
}
