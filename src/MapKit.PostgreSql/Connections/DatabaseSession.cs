using Npgsql;

namespace MapKit.PostgreSql.Connections;

/// <summary>An open connection to one server. Failures of its statements are in plain words.</summary>
internal sealed class DatabaseSession : IDisposable
{
    private const int LeastDataLimit = 60;

    private readonly NpgsqlDataSource _source;
    private readonly Connection _connection;
    private readonly ServerAddress _server;
    private bool? _isReplica;

    /// <summary>Takes over an open connection.</summary>
    public DatabaseSession(NpgsqlDataSource source, NpgsqlConnection link, Connection connection, ServerAddress server)
    {
        _source = source;
        Link = link;
        _connection = connection;
        _server = server;
    }

    /// <summary>The connection.</summary>
    public NpgsqlConnection Link { get; }

    /// <summary>The server, for messages.</summary>
    public string ServerName => _server.ToString();

    /// <summary>Seconds that the server may be silent while it reads or writes entries.</summary>
    public int DataLimit => _connection.TimeoutSeconds == 0 ? DatabaseConnector.Long : Math.Max(_connection.TimeoutSeconds, LeastDataLimit);

    /// <summary>Seconds that a statement may take; null for the limit of the connection.</summary>
    public int? Limit { get; set; }

    /// <summary>The role that is logged in.</summary>
    public string User => _connection.User;

    /// <summary>Whether the server is a replica, which takes no changes.</summary>
    public bool IsReplica => _isReplica ??= Run(() => (bool)Command("SELECT pg_is_in_recovery()").ExecuteScalar()!);

    /// <summary>Whether the server is what <c>target_session_attrs</c> requests.</summary>
    public bool IsOfKind(string target) => target switch
    {
        "any" => true,
        "read-write" or "primary" => !IsReplica,
        _ => IsReplica,
    };

    /// <summary>A statement.</summary>
    /// <param name="text">The statement, with <c>$1</c> and so on for its parameters.</param>
    /// <param name="parameters">Their values.</param>
    public NpgsqlCommand Command(string text, params object?[] parameters)
    {
        var command = new NpgsqlCommand(text, Link);
        if (Limit is { } seconds) command.CommandTimeout = seconds;
        foreach (var parameter in parameters) command.Parameters.Add(ParameterOf(parameter));
        return command;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Execute(string text, params object?[] parameters) => Run(() =>
    {
        using var command = Command(text, parameters);
        return command.ExecuteNonQuery();
    });

    /// <summary>Runs a statement that publishing needs, and which may take long.</summary>
    public int ExecuteLong(string text, params object?[] parameters) => Run(() =>
    {
        using var command = Command(text, parameters);
        command.CommandTimeout = DatabaseConnector.Long;
        return command.ExecuteNonQuery();
    });

    /// <summary>Ends a transaction. If the connection is lost now, only the server knows whether it did.</summary>
    /// <exception cref="DatabaseException">The server refuses, or it is unknown.</exception>
    public void Commit()
    {
        try
        {
            ExecuteLong("COMMIT");
        }
        catch (DatabaseException exception) when (exception.InnerException is not PostgresException)
        {
            throw new DatabaseException($"the connection to PostgreSQL at {_server} was lost during the commit, so that it is not known whether it succeeded; repeat the command, which changes only what is missing", exception) { IsTransient = true };
        }
    }

    /// <summary>The first column of the first row; null if there is none.</summary>
    public T? Value<T>(string text, params object?[] parameters) => Run(() =>
    {
        using var command = Command(text, parameters);
        return command.ExecuteScalar() is T value ? value : default;
    });

    /// <summary>All rows of a query.</summary>
    public List<T> Rows<T>(string text, Func<NpgsqlDataReader, T> read, params object?[] parameters) => Run(() =>
    {
        using var command = Command(text, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    });

    /// <summary>Runs work on the connection.</summary>
    /// <exception cref="DatabaseException">The server refuses or does not answer.</exception>
    public T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException || (exception is ObjectDisposedException or InvalidOperationException && Link.FullState != System.Data.ConnectionState.Open) || (exception is IOException and not DatabaseException and not Platform.NamedPipeException && exception.InnerException is System.Net.Sockets.SocketException))
        {
            throw DatabaseFailure.OfStatement(exception, _connection, _server);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Link.Dispose();
        _source.Dispose();
    }

    private static string Utf8(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal) || System.Text.Unicode.Utf8.FromUtf16(text, new byte[text.Length * 3], out _, out _, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            throw new DatabaseException($"\"{text.Replace('\0', '?')}\" cannot be in a database, because it is not UTF-8; rename the file, or give another text");
        return text;
    }

    private static NpgsqlParameter ParameterOf(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
        byte[] bytes => new NpgsqlParameter { Value = bytes, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea },
        string text => new NpgsqlParameter { Value = Utf8(text), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
        _ => new NpgsqlParameter { Value = value },
    };
}
