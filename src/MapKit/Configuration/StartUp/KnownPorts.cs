using MapKit.Diagnostics;

namespace MapKit.Configuration.StartUp;

/// <summary>Checks <c>known_tcp_ports</c>: <c>name = port</c> or <c>name = name = port</c>, with commas between.</summary>
internal static class KnownPorts
{
    private const int LongestPort = 5;
    private const string LargestPort = "65535";

    /// <summary>Reports each item that Postfix skips completely or in part.</summary>
    /// <param name="value">The parameter's value.</param>
    /// <param name="checksRange">Whether a port above 65535 is refused.</param>
    /// <param name="warn">Takes a warning in Postfix's wording.</param>
    public static void Check(string value, bool checksRange, Action<DiagnosticRule, string> warn)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = $" {item} ".Split('=');
            if (parts.Length == 1) warn(Rules.BadKnownPort, $"known_tcp_ports: in \"{item}\" is not in \"name = value\" form");
            else if (WrongWith(parts, known, checksRange) is { } error) warn(Rules.BadKnownPort, $"known_tcp_ports: in \"{item}\": {error}");
        }
    }

    private static string? WrongWith(string[] parts, HashSet<string> known, bool checksRange)
    {
        var port = Words(parts[^1]);
        if (port.Length == 0) return "missing port value after \"=\"";
        if (port.Length > 1) return "whitespace in port number";
        string? error = null;
        foreach (var part in parts.AsSpan()[..^1])
        {
            var name = Words(part);
            // Every name is checked, so that later duplicates are found; the first error is reported.
            var nextError = name.Length switch
            {
                0 => "missing service name before \"=\"",
                1 => WrongWith(name[0], port[0], known, checksRange),
                _ => "whitespace in service name",
            };
            error ??= nextError;
        }

        return error;
    }

    private static string? WrongWith(string name, string port, HashSet<string> known, bool checksRange)
    {
        if (SettingText.IsAllDigits(name)) return "numerical service name";
        if (!SettingText.IsAllDigits(port)) return "non-numerical service port";
        var isTooLarge = port.Length > LongestPort || (port.Length == LongestPort && string.CompareOrdinal(port, LargestPort) > 0);
        if (isTooLarge && checksRange) return "port number out of range";
        return known.Add(name) ? null : "duplicate service name";
    }

    private static string[] Words(string text) => text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
