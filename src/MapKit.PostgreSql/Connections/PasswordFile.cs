using MapKit.Platform;

namespace MapKit.PostgreSql.Connections;

/// <summary>The password file of libpq, such as <c>~/.pgpass</c>: lines of <c>host:port:database:user:password</c>.</summary>
internal static class PasswordFile
{
    private const int Fields = 5;

    /// <summary>The password for a connection, or null.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <param name="host">The host; <c>localhost</c> means the default socket.</param>
    /// <param name="port">The port.</param>
    /// <param name="database">The database.</param>
    /// <param name="user">The user.</param>
    /// <exception cref="DatabaseException">Others may read the file: libpq ignores it, and the connection would fail without saying why.</exception>
    public static string? Find(string path, string host, int port, string database, string user)
    {
        if (!FilePresence.IsRegularFile(path)) return null;
        if (!OperatingSystem.IsWindows() && (FilePresence.Mode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new DatabaseException($"{path}: others may read the passwords in it: chmod 600 {path}");
        string[] wanted = [host, port.ToString(System.Globalization.CultureInfo.InvariantCulture), database, user];
        foreach (var line in WholeFile.ReadLines(path))
        {
            if (line.StartsWith('#')) continue;
            var fields = Split(line);
            if (fields.Count == Fields && wanted.Select((text, field) => fields[field] == "*" || fields[field] == text).All(matches => matches)) return Unescape(fields[^1]);
        }

        return null;
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length && fields.Count < Fields - 1) field.Append(line[++i]);
            else if (line[i] == ':' && fields.Count < Fields - 1) Next();
            else field.Append(line[i]);
        }

        Next();
        return fields;

        void Next()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }

    private static string Unescape(string text)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++) result.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        return result.ToString();
    }
}
