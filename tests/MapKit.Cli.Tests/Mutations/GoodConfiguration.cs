using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Mutations;

/// <summary>A configuration without mistakes and the mails that it passes: a folder of testdata/mutated.</summary>
internal sealed class GoodConfiguration
{
    private const string Mails = "mails";

    /// <summary>Whether master.cf has a server at the second port.</summary>
    public required bool HasSecondServer { get; init; }

    private GoodConfiguration(string name, IReadOnlyDictionary<string, string> files, IReadOnlyList<(string Sender, string Recipient)> mails)
    {
        Name = name;
        Files = files;
        Probes = mails;
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(RepositoryFiles.Path("testdata", "mutated")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The name of the folder.</summary>
    public string Name { get; }

    /// <summary>main.cf, master.cf and the tables: name and text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Mails to send: sender and recipient.</summary>
    public IReadOnlyList<(string Sender, string Recipient)> Probes { get; }

    /// <summary>Reads one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="placeholders">What to write for each <c>@NAME@</c>.</param>
    public static GoodConfiguration Read(string name, params (string Placeholder, string Text)[] placeholders)
    {
        var folder = RepositoryFiles.Path("testdata", "mutated", name);
        var hasSecond = File.ReadAllText(Path.Combine(folder, "master.cf")).Contains("@SMTPD2@", StringComparison.Ordinal);
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileName(file), file => Expand(File.ReadAllText(file, Encoding.Latin1)));
        files["master.cf"] = File.ReadAllText(RepositoryFiles.Path("testdata", "mutated", "master.cf")) + files["master.cf"];
        var mails = files[Mails].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => (words[0], words[1])).ToArray();
        files.Remove(Mails);
        return new GoodConfiguration(name, files, mails) { HasSecondServer = hasSecond };

        string Expand(string text) => placeholders.Aggregate(text, (expanded, pair) => expanded.Replace(pair.Placeholder, pair.Text, StringComparison.Ordinal));
    }

    /// <summary>The tables that postmap or postalias compiles, from what main.cf names as hash.</summary>
    /// <param name="folder">The folder of the tables.</param>
    public IEnumerable<string> Compiled(string folder) =>
        Files.Keys.Where(name => Files["main.cf"].Contains($"hash:{folder}/{name}", StringComparison.Ordinal) && !Files["main.cf"].Contains($"texthash:{folder}/{name}", StringComparison.Ordinal));
}
