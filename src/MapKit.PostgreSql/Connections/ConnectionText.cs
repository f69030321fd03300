namespace MapKit.PostgreSql.Connections;

/// <summary>Reads a connection as libpq does: <c>postgresql://...</c>, <c>name=value ...</c>, or the name of a database.</summary>
internal static class ConnectionText
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    /// <summary>Adds the settings of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="settings">Takes them.</param>
    /// <param name="origin">Where the text is written, for messages.</param>
    /// <exception cref="FormatException">The text is malformed. The message quotes nothing of it, since it may hold a password.</exception>
    public static void Read(string text, ConnectionSettings settings, string origin)
    {
        if (Schemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.Ordinal)) is { } scheme) ReadUri(text[scheme.Length..], settings, origin);
        else if (text.Contains('=', StringComparison.Ordinal)) ReadKeywords(text, settings, origin);
        else settings.Add("dbname", text, origin);
    }

    private static void ReadKeywords(string text, ConnectionSettings settings, string origin)
    {
        var position = 0;
        while (true)
        {
            Skip();
            if (position == text.Length) return;
            var start = position;
            while (position < text.Length && text[position] != '=' && !char.IsWhiteSpace(text[position])) position++;
            var name = text[start..position];
            Skip();
            if (position == text.Length || text[position] != '=') throw new FormatException($"{origin}: \"=\" is missing after a name; write name=value, separated by spaces, or postgresql://HOST/DATABASE");
            position++;
            Skip();
            settings.Add(name, Value(), origin);
        }

        void Skip()
        {
            while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        }

        string Value()
        {
            var quoted = position < text.Length && text[position] == '\'';
            if (quoted) position++;
            var value = new System.Text.StringBuilder();
            for (; position < text.Length && (quoted ? text[position] != '\'' : !char.IsWhiteSpace(text[position])); position++)
            {
                if (text[position] == '\\' && position + 1 < text.Length) position++;
                value.Append(text[position]);
            }

            if (!quoted) return value.ToString();
            if (position == text.Length) throw new FormatException($"{origin}: a quote is not closed");
            position++;
            return value.ToString();
        }
    }

    private static void ReadUri(string text, ConnectionSettings settings, string origin)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : text[(question + 1)..];
        var rest = question < 0 ? text : text[..question];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        if (slash >= 0 && slash + 1 < rest.Length) settings.Add("dbname", Decode(rest[(slash + 1)..], origin), origin);
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0) settings.Add("password", Decode(user[(colon + 1)..], origin), origin);
            settings.Add("user", Decode(colon < 0 ? user : user[..colon], origin), origin);
        }

        if (authority[(at + 1)..] is { Length: > 0 } hosts) ReadHosts(hosts, settings, origin);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw new FormatException($"{origin}: a parameter after \"?\" has no \"=\"");
            var name = Decode(pair[..equals], origin);
            var value = Decode(pair[(equals + 1)..], origin);
            if (name == "ssl" && value == "true") (name, value) = ("sslmode", "require");
            settings.Add(name, value, origin);
        }
    }

    private static void ReadHosts(string text, ConnectionSettings settings, string origin)
    {
        var (hosts, ports) = (new List<string>(), new List<string>());
        foreach (var part in text.Split(','))
        {
            var end = part.StartsWith('[') ? part.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
            if (part.StartsWith('[') && end == 0) throw new FormatException($"{origin}: the \"]\" of an IPv6 address is missing");
            var colon = part.IndexOf(':', end);
            hosts.Add(Decode((colon < 0 ? part : part[..colon]).Trim('[', ']'), origin));
            ports.Add(colon < 0 ? "" : part[(colon + 1)..]);
        }

        settings.Add("host", string.Join(',', hosts), origin);
        if (ports.Exists(port => port.Length > 0)) settings.Add("port", string.Join(',', ports), origin);
    }

    private static string Decode(string text, string origin)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) throw new FormatException($"{origin}: \"%\" needs two hexadecimal digits after it in a URI; \"%25\" is the character itself");
        }

        return Uri.UnescapeDataString(text);
    }
}
