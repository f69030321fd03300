using MapKit.Platform;
namespace MapKit.Configuration;

/// <summary>The bytes of main.cf or master.cf, read when they are first needed and then never again.</summary>
/// <param name="path">The file; null for one that counts as empty.</param>
internal sealed class ConfigurationText(string? path)
{
    private byte[]? _bytes;
    private ConfigurationException? _problem;
    private bool? _exists;

    /// <summary>Whether there is such a file.</summary>
    public bool Exists => _exists ??= FilePresence.FileExists(path);

    /// <summary>The bytes.</summary>
    /// <exception cref="ConfigurationException">The file cannot be opened or read.</exception>
    public byte[] Bytes
    {
        get
        {
            if (_problem is not null) throw _problem;
            try
            {
                return _bytes ??= path is null ? [] : ConfigurationFile.Read(path, ReadAll);
            }
            catch (ConfigurationException exception)
            {
                _problem = exception;
                throw;
            }
        }
    }

    /// <summary>
    /// Whether a text stands anywhere in the file; not so if it cannot be read. This glance takes microseconds, where evaluating the
    /// parameters takes longer than compiling a small table.
    /// </summary>
    public bool Contains(ReadOnlySpan<byte> text) => Glance.IndexOf(text) >= 0;

    /// <summary>
    /// Whether the name of a file stands where a folder comes before it, perhaps as <c>${folder}</c>, and where it may end. A name that is
    /// only part of another word, as "transport" is of <c>default_transport</c>, does not count.
    /// </summary>
    public bool ContainsFileName(ReadOnlySpan<byte> name)
    {
        for (var rest = Glance; rest.IndexOf(name) is var start and >= 0; rest = rest[(start + 1)..])
        {
            var end = start + name.Length;
            if (start > 0 && "/})"u8.Contains(rest[start - 1]) && (end == rest.Length || ", \t\r\n}$"u8.Contains(rest[end]))) return true;
        }

        return false;
    }

    private ReadOnlySpan<byte> Glance
    {
        get
        {
            if (!Exists) return default;
            try
            {
                return Bytes;
            }
            catch (ConfigurationException)
            {
                return default;
            }
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var bytes = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, Array.MaxLength) : 0);
        stream.CopyTo(bytes);
        return bytes.TryGetBuffer(out var whole) && whole.Count == bytes.Capacity ? whole.Array! : bytes.ToArray();
    }
}
