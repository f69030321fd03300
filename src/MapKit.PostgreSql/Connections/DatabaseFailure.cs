using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace MapKit.PostgreSql.Connections;

/// <summary>Words the failures of PostgreSQL: what happened, and what to do next.</summary>
internal static class DatabaseFailure
{
    /// <summary>A failure to connect.</summary>
    public static DatabaseException OfConnecting(Exception exception, Connection connection, ServerAddress server)
    {
        if (exception is PostgresException refusal) return Refusal(refusal, connection, server);
        var cause = Innermost(exception);
        var (reason, isTransient) = cause switch
        {
            TimeoutException => ($"no answer within {connection.TimeoutSeconds} s; check the address and the firewall, or raise connect_timeout", true),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => ("the name has no address; check the spelling and DNS", true),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => ("connection refused; check that PostgreSQL runs there and listens on this address and port", true),
            SocketException { SocketErrorCode: SocketError.TimedOut } => ("no answer; check the address and the firewall", true),
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } when server.IsSocket => ("there is no such socket; check that PostgreSQL runs, and the folder of its socket (unix_socket_directories), or name a server with host=", true),
            SocketException socket when server.IsSocket => ($"{socket.Message}; check that PostgreSQL runs, and the folder of its socket (unix_socket_directories)", true),
            SocketException socket => (socket.Message, true),
            AuthenticationException => ("the server's certificate is not trusted or is for another name; give the authority's certificate with sslrootcert=FILE (sslmode=require does not check it)", false),
            _ when exception.Message.Contains("No SSL enabled connection", StringComparison.Ordinal) => ("the server offers no TLS; turn it on there (ssl = on), or, only in a network that you trust, give sslmode=disable", false),
            _ when exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => (NoPassword(connection), false),
            EndOfStreamException or IOException => ("the connection was closed before the login; the server is starting or stopping, or something else answers there", true),
            _ => (exception.Message, true),
        };
        return new DatabaseException($"cannot connect to PostgreSQL at {server}: {reason}", exception) { IsTransient = isTransient };
    }

    /// <summary>A failure of a statement.</summary>
    public static DatabaseException OfStatement(Exception exception, Connection connection, ServerAddress server)
    {
        if (exception is PostgresException refusal) return Refusal(refusal, connection, server);
        return Innermost(exception) is TimeoutException
            ? new DatabaseException($"PostgreSQL at {server} accepted the connection and then did not answer in time; nothing was changed. Check the server, or give it more time with connect_timeout", exception) { IsTransient = true }
            : new DatabaseException($"the connection to PostgreSQL at {server} was lost; nothing was changed", exception) { IsTransient = true };
    }

    private static DatabaseException Refusal(PostgresException refusal, Connection connection, ServerAddress server)
    {
        var (reason, isTransient) = refusal.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword => ($"the password of {connection.User} is wrong or missing; put it into {ConnectionReader.PasswordPlaces}", false),
            PostgresErrorCodes.InvalidAuthorizationSpecification when refusal.MessageText.EndsWith("does not exist", StringComparison.Ordinal) => ($"there is no role {connection.User}; create it (CREATE ROLE {connection.User} LOGIN IN ROLE mapkit_reader), or name another with user=", false),
            PostgresErrorCodes.InvalidAuthorizationSpecification => ($"{connection.User} may not log in from here ({Sentence(refusal)}); check pg_hba.conf", false),
            PostgresErrorCodes.InvalidCatalogName => ($"there is no database {connection.Database}; create it, or name another with dbname=", false),
            PostgresErrorCodes.InsufficientPrivilege when refusal.MessageText.Contains("set role", StringComparison.Ordinal) => ($"{connection.User} may not publish: GRANT mapkit_publisher TO {connection.User}", false),
            PostgresErrorCodes.InsufficientPrivilege when refusal.MessageText.Contains("create role", StringComparison.Ordinal) || refusal.MessageText.Contains("admin option", StringComparison.Ordinal) => ($"{connection.User} may not create the roles of MapKit ({Sentence(refusal)}); run mapkit publish --init as a user who may, such as postgres", false),
            PostgresErrorCodes.InsufficientPrivilege => ($"{connection.User} may not do this ({Sentence(refusal)}); grant it the role: GRANT mapkit_publisher TO {connection.User} to publish, GRANT mapkit_reader TO {connection.User} to read, GRANT mapkit_credentials TO {connection.User} for tables with passwords", false),
            PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedColumn => ($"database {connection.Database} has no tables of MapKit, or those of another version ({Sentence(refusal)}); mapkit publish --init creates or updates them", false),
            PostgresErrorCodes.ReadOnlySqlTransaction => ("the server is a replica, or read-only; name the primary", true),
            PostgresErrorCodes.DiskFull => ("the disk of the database is full; free space there. Nothing was changed", true),
            PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ConfigurationLimitExceeded => ($"the server lacks resources ({Sentence(refusal)}). Nothing was changed", true),
            PostgresErrorCodes.TooManyConnections => ("the server has no connection free; raise max_connections, or use a replica", true),
            PostgresErrorCodes.CannotConnectNow => ("the server is starting or stopping", true),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => ("the server was shut down. Nothing was changed", true),
            _ => (Sentence(refusal), refusal.IsTransient),
        };
        return new DatabaseException($"PostgreSQL at {server}: {reason}", refusal) { IsTransient = isTransient };
    }

    private static string NoPassword(Connection connection) => $"the server requires a password for {connection.User}; put it into {ConnectionReader.PasswordPlaces}";

    /// <summary>The server's own words, without details, which may quote values.</summary>
    private static string Sentence(PostgresException refusal) => refusal.MessageText;

    private static Exception Innermost(Exception exception)
    {
        while (exception is not SocketException && exception.InnerException is { } inner) exception = inner;
        return exception;
    }
}
