using MapKit.Source;

namespace MapKit.Messages;

/// <summary>
/// The lines of standard input as Postfix's tools read them after <c>-q -</c> and <c>-d -</c>: only LF ends a line and is
/// removed. A last line without LF counts, unless its last byte is 0xFF, which the tools treat as the end of the input.
/// </summary>
/// <param name="input">Read to the end, not disposed.</param>
internal sealed class KeyLines(Stream input) : IDisposable
{
    private const byte TakenForTheEnd = 0xff;

    private readonly PhysicalLineReader _lines = new(input);

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The whole line, NULs included; valid until the next call.</param>
    /// <returns>False at the end.</returns>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        if (!_lines.Read(out line)) return false;
        if (line.IsEmpty || line[^1] != TakenForTheEnd || _lines.HasNewline) return true;
        line = default;
        return false;
    }

    /// <summary>The part of a line that the C functions of a table see: everything before its first NUL.</summary>
    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> line)
    {
        var length = line.IndexOf((byte)0);
        return length < 0 ? line : line[..length];
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
