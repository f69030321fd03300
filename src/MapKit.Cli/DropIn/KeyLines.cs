using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>Keys on standard input, one a line; only the LF is no part of the key, and a NUL ends it, as in Postfix.</summary>
internal sealed class KeyLines(Stream input) : IDisposable
{
    private readonly PhysicalLineReader _lines = new(input);

    /// <summary>Reads the next key.</summary>
    public bool Read(out ReadOnlySpan<byte> key)
    {
        if (!_lines.Read(out key)) return false;
        var end = key.IndexOf((byte)0);
        if (end >= 0) key = key[..end];
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
