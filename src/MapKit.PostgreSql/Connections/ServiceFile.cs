namespace MapKit.PostgreSql.Connections;

/// <summary>The service file of libpq: named groups of settings.</summary>
internal static class ServiceFile
{
    /// <summary>Adds the settings of a service.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">The files to search, in order; they need not exist.</param>
    /// <param name="settings">Takes the settings.</param>
    /// <exception cref="FormatException">There is no such service, or a line is malformed.</exception>
    public static void Read(string name, IReadOnlyList<string> files, ConnectionSettings settings)
    {
        foreach (var file in files.Where(File.Exists))
        {
            if (TryRead(name, file, settings)) return;
        }

        throw new FormatException($"service {name}: not found in {string.Join(" and ", files)}");
    }

    private static bool TryRead(string name, string file, ConnectionSettings settings)
    {
        var (found, number) = (false, 0);
        foreach (var raw in File.ReadLines(file))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[')
            {
                if (found) break;
                found = line == $"[{name}]";
                continue;
            }

            if (!found) continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new FormatException($"{file}:{number}: not a line of the form name=value");
            if (line[..equals].Trim() == "service") throw new FormatException($"{file}:{number}: a service cannot name another service");
            settings.Add(line[..equals].Trim(), line[(equals + 1)..].Trim(), $"{file}:{number}");
        }

        return found;
    }
}
