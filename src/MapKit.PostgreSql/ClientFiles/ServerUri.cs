using System.Globalization;
using MapKit.PostgreSql.Connections;

namespace MapKit.PostgreSql.ClientFiles;

/// <summary>A server as <c>hosts</c> of a client file names it.</summary>
/// <param name="Text">The URI.</param>
/// <param name="HasPassword">Whether it contains a password.</param>
internal sealed record ServerUri(string Text, bool HasPassword)
{
    /// <summary>The URI of a server.</summary>
    /// <param name="connector">The role and the database.</param>
    /// <param name="server">The server.</param>
    public static ServerUri From(DatabaseConnector connector, ServerAddress server)
    {
        var connection = connector.Connection;
        var password = connector.PasswordFor(server);
        var host = server.Name.Contains(':', StringComparison.Ordinal) ? $"[{server.Name}]" : Uri.EscapeDataString(server.Name);
        var text = string.Create(CultureInfo.InvariantCulture, $"postgresql://{Uri.EscapeDataString(connection.User)}{(password is null ? "" : $":{Uri.EscapeDataString(password)}")}@{host}:{server.Port}/{Uri.EscapeDataString(connection.Database)}");
        List<string> parameters = [];
        if (connection.SslMode is { } mode) parameters.Add($"sslmode={mode}");
        else if (!server.IsLocal) parameters.Add("sslmode=verify-full");
        if (!server.IsSocket && connection.RootCertificate is { } root) parameters.Add($"sslrootcert={Uri.EscapeDataString(root)}");
        return new ServerUri(parameters.Count == 0 ? text : $"{text}?{string.Join('&', parameters)}", password is not null);
    }
}
