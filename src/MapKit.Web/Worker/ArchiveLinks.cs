namespace MapKit.Web.Worker;

/// <summary>The files that the links of an archive lead to, also through other links.</summary>
/// <param name="files">The files of the archive.</param>
/// <param name="links">The targets of its links by their names, both without dots.</param>
internal sealed class ArchiveLinks(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> files, IReadOnlyDictionary<string, string> links)
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The files under the names of links.</summary>
    /// <param name="most">Maximum number.</param>
    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Files(int most)
    {
        var byName = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, content) in files) byName[Plain(name)] = content;
        string[] names = [.. byName.Keys, .. links.Keys];
        var count = 0;
        foreach (var (name, target) in links)
        {
            if (Follow(target) is not { } end) continue;
            if (byName.TryGetValue(end, out var content))
            {
                yield return KeyValuePair.Create(name, content);
                continue;
            }

            // A folder, in which there may be links again.
            foreach (var inside in names.Where(inside => inside.StartsWith(end + "/", StringComparison.Ordinal)))
            {
                if (++count > most) yield break;
                if (Follow(inside) is { } last && byName.TryGetValue(last, out var part)) yield return KeyValuePair.Create(name + inside[end.Length..], part);
            }
        }
    }

    /// <summary>A name without dots and without a leading slash.</summary>
    public static string Plain(string name) => Path.GetFullPath("/" + name).Trim('/');

    /// <summary>The name that a name leads to when no part of it is a link any more; null in a circle of links.</summary>
    private string? Follow(string name)
    {
        for (var followed = 0; followed <= MostLinks; followed++)
        {
            var next = WithoutLink(name);
            if (next == name) return name;
            name = next;
        }

        return null;
    }

    private string WithoutLink(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('/', end - 1))
        {
            if (links.TryGetValue(name[..end], out var target)) return Plain(target + name[end..]);
        }

        return name;
    }
}
