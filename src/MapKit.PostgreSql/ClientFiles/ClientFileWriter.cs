using System.Text;
using MapKit.Maps.Replacement;
using MapKit.Platform;
using MapKit.Platform.Accounts;
using MapKit.Platform.Locks;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;

namespace MapKit.PostgreSql.ClientFiles;

/// <summary>Writes the files with which Postfix queries published tables: <c>pgsql-transport.cf</c> and so on.</summary>
/// <param name="folder">Where to.</param>
/// <param name="connector">The servers and the role with which Postfix connects.</param>
internal sealed class ClientFileWriter(string folder, DatabaseConnector connector)
{
    private const UnixFileMode WithPassword = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private const UnixFileMode WithoutPassword = WithPassword | UnixFileMode.OtherRead;
    private const string PostfixGroup = "postfix";

    private readonly ServerUri[] _servers = [.. connector.Connection.Servers.Select(server => ServerUri.From(connector, server))];

    /// <summary>Whether the files contain a password.</summary>
    public bool HasPassword => _servers.Any(server => server.HasPassword);

    /// <summary>The file for a table.</summary>
    /// <param name="table">The name of the table.</param>
    public string PathFor(string table) => Path.Join(folder, $"pgsql-{table.TrimStart('/').Replace('/', '-')}.cf");

    /// <summary>Writes the file for a table, unless it has the same content.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The file, and whether it was written.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public (string Path, bool IsWritten) Write(PublishedTable table)
    {
        var path = PathFor(table.Name);
        Directory.CreateDirectory(folder);
        using var output = MapReplacement.Begin(new ReplacementRequest
        {
            Path = path,
            HeaderLength = 0,
            Lock = MapLock.Flock,
            IsSource = true,
            KeepSourceOwner = false,
            Secret = HasPassword,
        });
        output.Append(Encoding.UTF8.GetBytes(TextFor(table)));
        output.WriteHeader([]);
        var result = output.Commit();
        if (!OperatingSystem.IsWindows()) SetAccess(path);
        return (path, result.Outcome == ReplacementOutcome.Written);
    }

    private string TextFor(PublishedTable table)
    {
        var text = new StringBuilder();
        text.Append($"# Made by mapkit publish --client-files: how Postfix looks up {table.Name} in the database.\n");
        text.Append($"hosts = {string.Join("\n    ", _servers.Select(server => server.Text))}\n");
        text.Append($"dbname = {connector.Connection.Database}\n");
        text.Append($"encoding = {PublishedQuery.Encoding}\n");
        text.Append($"query = {PublishedQuery.For(table)}\n");
        return text.ToString();
    }

    /// <summary>proxymap and the daemons that have dropped root read it as members of their group.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void SetAccess(string path)
    {
        if (HasPassword && Environment.IsPrivilegedProcess && LibC.IsSupported && new SystemAccounts().FindGroup(PostfixGroup) is { } group)
        {
            using var file = UnlockedFile.Open(path);
            _ = LibC.ChangeOwner(file, uint.MaxValue, group);
        }

        File.SetUnixFileMode(path, HasPassword ? WithPassword : WithoutPassword);
    }
}
