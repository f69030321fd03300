using MapKit.Platform;
namespace MapKit.Configuration;

/// <summary>The bytes of main.cf or master.cf, read once, when they are first needed.</summary>
/// <param name="path">The file; null for an empty one.</param>
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
    /// Whether the file contains a text; false if it cannot be read. This takes microseconds, while evaluating the
    /// parameters takes longer than compiling a small table.
    /// </summary>
    public bool Contains(ReadOnlySpan<byte> text) => Glance.IndexOf(text) >= 0;

    /// <summary>
    /// Whether a file name occurs after a folder, for example <c>${folder}</c>, and at the end of a word. A name that is
    /// only part of another word, as "transport" in <c>default_transport</c>, does not count.
    /// </summary>
    public bool ContainsFileName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return false;
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

    /// <summary>Reads a stream to its end.</summary>
    public static byte[] ReadAll(Stream stream)
    {
        using var bytes = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, Array.MaxLength) : 0);
        stream.CopyTo(bytes);
        return bytes.TryGetBuffer(out var whole) && whole.Count == bytes.Capacity ? whole.Array! : bytes.ToArray();
    }
}
