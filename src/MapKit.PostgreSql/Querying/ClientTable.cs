using System.Text;
using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Lookup.Tables;
using MapKit.Maps;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.PostgreSql.Querying;

/// <summary><c>pgsql:FILE</c>: queried as Postfix does (dict_pgsql.c): the same query, client encoding, domain list, format and limit.</summary>
internal sealed class ClientTable : ServerTable
{
    private const string TypeName = "pgsql";

    /// <summary>It has all parts that a query can use.</summary>
    private const string UnlikelyKey = "mapkit-status@1.2.3.4.5.6.7.8.9.mapkit.invalid";

    private readonly Template _template;
    private readonly NameList? _domains;
    private readonly int _limit;
    private readonly KeyFolder _folder;
    private readonly IReadOnlyList<Connection> _connections;
    private readonly LookupOptions _options;
    private readonly PublishedEntries? _published;
    private DatabaseSession? _session;

    private ClientTable(string name, ClientFile file, LookupOptions options)
        : base(TypeName, name)
    {
        _template = new Template(file.Query, file["result_format"] ?? "%s");
        _limit = file.ExpansionLimit;
        _options = options;
        _published = file["result_format"] is null or "%s" && file["domain"] is null && PublishedQuery.RelationIn(file.Query) is { } relation ? new PublishedEntries(relation) : null;
        _folder = new KeyFolder(options.FoldingInside);
        _connections = file.Connections(options.Version, options.EnvironmentVariable);
        if (file["domain"] is { } domains) _domains = new NameList(domains, NameMatching.Exact, specification => LookupTypes.Open(specification, options with { Folding = KeyFolding.None }));
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <inheritdoc/>
    public override bool IsListable => _published is not null;

    /// <inheritdoc/>
    public override LookupTable AsQueried => _options.Utf8 ? new Utf8Table(this, _options) : this;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => _published is null ? base.Records : Ask(_published.Read);

    /// <summary>Opens a table. The database is connected at the first query that needs it.</summary>
    /// <param name="name">The client file.</param>
    /// <param name="options">How it is queried.</param>
    /// <exception cref="LookupException">The file cannot be read, or Postfix refuses a setting.</exception>
    public static ClientTable OpenFile(string name, LookupOptions options)
    {
        if (!name.StartsWith('/') && !name.StartsWith('.')) throw new LookupException($"{TypeName}:{ByteText.FromText(name)}: the settings are in main.cf; give a file, whose name begins with / or .");
        try
        {
            return new ClientTable(name, ClientFile.Read(name), options);
        }
        catch (Exception exception) when (exception is ConfigurationException or FormatException or DatabaseException)
        {
            var message = ByteText.FromText(exception.Message);
            throw new LookupException(message.StartsWith("open ", StringComparison.Ordinal) ? message : $"open {ByteText.FromText(name)}: {message}", exception);
        }
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var text = ByteText.FromBytes(_folder.Fold(key));
        if (_domains is not null && (text.LastIndexOf('@') is var at && (at < 0 || at == text.Length - 1 || !_domains.Contains(text[(at + 1)..])))) return false;
        if (_template.Query(text) is not { } query) return false;
        var result = new StringBuilder();
        var count = 0;
        foreach (var column in Ask(query))
        {
            if (_template.TryAppend(text, column, result) && _limit > 0 && ++count > _limit)
                throw new LookupException($"{TypeName}:{Name}: Expansion limit exceeded for key: '{text}'");
        }

        value = Encoding.Latin1.GetBytes(result.ToString());
        return result.Length > 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _session?.Dispose();
            _domains?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override ServerState? CheckEntries() => _published is null ? null : Ask(_published.Check);

    /// <inheritdoc/>
    public override IReadOnlyList<ServerState> AskServers() => [.. _connections.OrderBy(connection => connection.ShownName, StringComparer.Ordinal).Select(connection =>
    {
        var name = connection.Servers[0].ToString();
        try
        {
            using var session = new DatabaseConnector(connection).Open("any");
            if (_template.Query(UnlikelyKey) is { } query) Ask(session, query);
            return _published?.StateIn(session) ?? new ServerState(name, null);
        }
        catch (DatabaseException exception)
        {
            return new ServerState(name, exception.Message);
        }
    })];

    /// <summary>All columns of all rows.</summary>
    private List<string> Ask(string query) => Ask(session => Ask(session, query));

    /// <summary>Asks a server; if the connection was lost, the next one.</summary>
    private T Ask<T>(Func<DatabaseSession, T> question)
    {
        var problems = new List<string>();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                var isNew = _session is null;
                _session ??= Connect();
                try
                {
                    return question(_session);
                }
                catch (DatabaseException exception) when (!isNew && exception.IsTransient)
                {
                    // As Postfix, with another host or again.
                }
            }
            catch (DatabaseException exception)
            {
                problems.Add(exception.Message);
                attempt = 2;
            }

            _session?.Dispose();
            _session = null;
        }

        throw new LookupException($"table {TypeName}:{Name}: query error: {ByteText.FromText(problems.Count > 0 ? problems[^1] : "the connection was lost")}");
    }

    private static List<string> Ask(DatabaseSession session, string query) => session.Run(() =>
    {
        using var command = new Npgsql.NpgsqlCommand(query, session.Link) { AllResultTypesAreUnknown = true };
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++) columns.Add(reader.IsDBNull(i) ? "" : reader.GetString(i));
        }

        return columns;
    });

    private DatabaseSession Connect()
    {
        DatabaseException? last = null;
        foreach (var connection in _connections)
        {
            try
            {
                return new DatabaseConnector(connection).Open("any");
            }
            catch (DatabaseException exception)
            {
                last = exception;
            }
        }

        throw last!;
    }
}
