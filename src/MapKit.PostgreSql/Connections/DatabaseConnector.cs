using System.Net.Sockets;
using Npgsql;

namespace MapKit.PostgreSql.Connections;

/// <summary>Opens connections: to the first server that answers and is of the wanted kind.</summary>
/// <param name="connection">The servers.</param>
internal sealed class DatabaseConnector(Connection connection)
{
    /// <summary>Seconds that the statements of publishing may take, and the wait for another publisher.</summary>
    public const int Long = 3600;

    /// <summary>A server under load needs a moment even where a short time to connect is given.</summary>
    private const int LeastLimit = 5;

    private const int KeepAliveSeconds = 30;

    /// <summary>The servers, and how to log in.</summary>
    public Connection Connection => connection;

    /// <summary>Seconds that a short statement may take: as long as connecting; 0 for any time.</summary>
    public int Limit => connection.TimeoutSeconds == 0 ? 0 : Math.Max(connection.TimeoutSeconds, LeastLimit);

    /// <summary>Opens a connection. Dispose of it: it belongs to no pool.</summary>
    /// <param name="target">The kind of server if the settings name none: <c>read-write</c> or <c>any</c>.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="DatabaseException">No server answers, or none is of that kind.</exception>
    public DatabaseSession Open(string target, CancellationToken cancellation = default)
    {
        var wanted = connection.Target ?? target;
        var servers = connection.Servers.ToArray();
        if (connection.IsBalanced) Random.Shared.Shuffle(servers);
        var problems = new List<DatabaseException>();
        if (wanted == "prefer-standby")
        {
            if (TryOpen(servers, "standby", problems, cancellation) is { } standby) return standby;
            wanted = "any";
            problems.Clear();
        }

        if (TryOpen(servers, wanted, problems, cancellation) is { } session) return session;
        if (problems is [var one]) throw one;
        throw new DatabaseException($"none of {servers.Length} servers can be used: {string.Join("; ", problems.Select(problem => problem.Message))}") { IsTransient = problems.Exists(problem => problem.IsTransient) };
    }

    /// <summary>Opens a connection to the primary, whatever kind of server the settings request.</summary>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="DatabaseException">None of the servers is the primary.</exception>
    public DatabaseSession OpenPrimary(CancellationToken cancellation) => new DatabaseConnector(connection with { Target = "read-write" }).Open("read-write", cancellation);

    private DatabaseSession? TryOpen(ServerAddress[] servers, string target, List<DatabaseException> problems, CancellationToken cancellation)
    {
        foreach (var server in servers)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var session = Open(server, cancellation);
                if (session.IsOfKind(target)) return session;
                var reason = session.IsReplica
                    ? $"{server} is a replica, which takes no changes; name the primary as well: host=PRIMARY,REPLICA"
                    : $"{server} is a primary, and target_session_attrs={target} requests a replica";
                problems.Add(new DatabaseException(reason) { IsTransient = true });
                session.Dispose();
            }
            catch (DatabaseException exception)
            {
                problems.Add(exception);
            }
        }

        return null;
    }

    private DatabaseSession Open(ServerAddress server, CancellationToken cancellation)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(TextFor(server).ConnectionString);
        builder.EnableTransportSecurity();

        // Only built-in types are used; a query for the others would be most of a short session.
        builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        if (server.Address is not null && connection.SslMode is null or "verify-full") builder.UseSslClientAuthenticationOptionsCallback(options => options.TargetHost = server.Name);
        var source = builder.Build();
        try
        {
            // A server that accepts and says nothing would keep the synchronous form waiting at a TLS handshake.
            var opened = source.OpenConnectionAsync(cancellation).AsTask();
            return new DatabaseSession(source, opened.GetAwaiter().GetResult(), connection, server);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or SocketException or IOException or System.Security.Authentication.AuthenticationException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            source.Dispose();
            throw DatabaseFailure.OfConnecting(exception, connection, server);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private NpgsqlConnectionStringBuilder TextFor(ServerAddress server)
    {
        var mode = connection.SslMode ?? (server.IsSocket ? "disable" : server.IsLocal ? "prefer" : "verify-full");
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = server.Address ?? server.Name,
            Port = server.Port,
            Database = connection.Database,
            Username = connection.User,
            ApplicationName = connection.ApplicationName,
            Pooling = false,
            Enlist = false,
            Timeout = Math.Clamp(connection.TimeoutSeconds == 0 ? 1024 : connection.TimeoutSeconds, 1, 1024),
            CommandTimeout = Limit,
            CancellationTimeout = 2000,
            KeepAlive = 0,
            TcpKeepAlive = !server.IsSocket,
            TcpKeepAliveTime = server.IsSocket ? 0 : KeepAliveSeconds,
            MaxAutoPrepare = 0,
            NoResetOnClose = true,
            SslMode = server.IsSocket ? Npgsql.SslMode.Disable : mode switch
            {
                "disable" => Npgsql.SslMode.Disable,
                "allow" => Npgsql.SslMode.Allow,
                "prefer" => Npgsql.SslMode.Prefer,
                "require" => Npgsql.SslMode.Require,
                "verify-ca" => Npgsql.SslMode.VerifyCA,
                _ => Npgsql.SslMode.VerifyFull,
            },
        };
        if (PasswordFor(server) is { } password) text.Password = password;

        // Npgsql would read the file again, without the checks, and take the encoding from a variable. Strings in another encoding have a character per byte.
        text.Passfile = "/dev/null";
        (text.ClientEncoding, text.Encoding) = connection.ClientEncoding is { } encoding ? (encoding, "iso-8859-1") : ("UTF8", "UTF8");
        if (connection.RootCertificate is { } root && mode is "verify-ca" or "verify-full") text.RootCertificate = root;
        if (connection.ClientCertificate is var (certificate, key)) (text.SslCertificate, text.SslKey) = (certificate, key);
        if (connection.Options is { } options) text.Options = options;
        return text;
    }

    /// <summary>The password for a server; null if none is known.</summary>
    /// <exception cref="DatabaseException">The password file is readable by others.</exception>
    public string? PasswordFor(ServerAddress server) => connection.Password is { } given ? given : connection.PasswordFile is { } file
        ? PasswordFile.Find(file, server is { IsSocket: true, Name: "/var/run/postgresql" or "/tmp" } ? "localhost" : server.Name, server.Port, connection.Database, connection.User)
        : null;
}
