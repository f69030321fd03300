using MapKit.Cli.DropIn;
using MapKit.Entries;
using MapKit.Operations;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary>The installed tools of Postfix.</summary>
/// <param name="postmap">The postmap that is asked for, or null.</param>
/// <param name="postalias">The postalias that is asked for, or null.</param>
/// <param name="environment">The variables.</param>
internal sealed class CrossCheckTools(string? postmap, string? postalias, CommandEnvironment environment)
{
    private const string Postconf = "postconf";

    /// <summary>Where Postfix's commands are, which is often not on an ordinary user's PATH.</summary>
    private const string SystemFolder = "/usr/sbin";

    /// <summary>The version followed where none can be found out.</summary>
    private const string NewestVersion = "3.12";

    private readonly Dictionary<string, string?> _versions = new(StringComparer.Ordinal);

    /// <summary>Finds the judge for a format.</summary>
    /// <param name="format">The table's format.</param>
    /// <param name="configuration">The folder of main.cf.</param>
    /// <exception cref="IOException">There is none.</exception>
    public ICrossCheckEngine Find(TableFormat format, string configuration)
    {
        var path = PathOf(format);
        return new CrossCheckPostfixTool(path, InstalledVersion(path), configuration);
    }

    /// <summary>The version whose words and stored forms are expected: the tool's, else what the environment says, else the newest.</summary>
    /// <param name="format">The table's format.</param>
    /// <exception cref="IOException">There is no tool.</exception>
    public string Version(TableFormat format) =>
        InstalledVersion(PathOf(format)) is { } found ? Number(found)
        : PostfixVersions.IsGiven(environment) ? environment.Variable(PostfixVersions.Variable)!
        : NewestVersion;

    /// <summary><c>3.7.11</c> of <c>3.7.11</c>, <c>3.6</c> of <c>3.6-RC1</c>.</summary>
    private static string Number(string version) => version.Split('-')[0];

    private string PathOf(TableFormat format)
    {
        var (name, given) = format.Syntax == SourceSyntax.Aliases ? (DropInTool.Postalias.Name, postalias) : (DropInTool.Postmap.Name, postmap);
        if (given is not null) return File.Exists(given) ? Path.GetFullPath(given) : throw new IOException($"{given}: no such file");
        return FindProgram(name) ?? throw new IOException(
            $"nothing to check against: there is no {name} on PATH or in {SystemFolder}; install Postfix (Debian: apt install postfix postfix-lmdb postfix-cdb), or say where it is with --{name} PATH");
    }

    /// <summary>Looks for a program as a shell does, and where Postfix has its own. An empty PATH means nowhere.</summary>
    private string? FindProgram(string name) => environment.Variable("PATH") switch
    {
        "" => null,
        var path => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(SystemFolder)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists),
    };

    private string? InstalledVersion(string tool)
    {
        var beside = Path.Combine(Path.GetDirectoryName(tool)!, Postconf);
        if ((File.Exists(beside) ? beside : FindProgram(Postconf)) is not { } postconf) return null;
        if (!_versions.TryGetValue(postconf, out var version)) _versions[postconf] = version = Ask(postconf);
        return version;
    }

    /// <summary>Asks for the version that is built in, whatever main.cf says.</summary>
    private static string? Ask(string postconf)
    {
        var (status, output, _) = CrossCheckPostfixTool.Run(postconf, ["-d", "-h", "mail_version"], CancellationToken.None);
        var version = ByteText.Of(output).Trim();
        return status == 0 && version.Length > 0 ? version : null;
    }
}
