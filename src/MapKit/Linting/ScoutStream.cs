using System.Buffers;
using System.Text;

namespace MapKit.Linting;

/// <summary>
/// Passes the bytes of a source on and looks at them in passing, in a few sweeps at the speed of memory: whether there is
/// anything that the rules about lines could speak of. Most sources need not be read again then. It rather says yes once too
/// often, as where a line goes on in the next block.
/// </summary>
internal sealed class ScoutStream(Stream source) : Stream
{
    private static readonly SearchValues<byte> NetworkSigns = SearchValues.Create("0123456789abcdefABCDEF:]"u8);

    private const int LongestWord = 5; // endif

    private bool _atLineStart = true;

    /// <summary>Whether a rule about lines may have something to say.</summary>
    public bool SawOddLine { get; private set; }

    /// <summary>Whether a comment may hold a word to mapkit.</summary>
    public bool SawDirective { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => source.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => source.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => source.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        Look(buffer[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Look(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || (SawOddLine && SawDirective)) return;
        SawOddLine = SawOddLine || bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) || bytes.Contains((byte)'\r') || HasNetwork(bytes);

        var rest = bytes;
        if (_atLineStart) LookAtLine(rest);
        while (rest.IndexOf((byte)'\n') is var newline and >= 0)
        {
            rest = rest[(newline + 1)..];
            if (!rest.IsEmpty) LookAtLine(rest);
        }

        _atLineStart = bytes[^1] == '\n';
    }

    private void LookAtLine(ReadOnlySpan<byte> line)
    {
        switch (line[0])
        {
            case (byte)'#':
                LookAtComment(line);
                break;
            case (byte)'/' or (byte)'!':
                SawOddLine = true;
                break;
            case (byte)'i' or (byte)'I' or (byte)'e' or (byte)'E':
                SawOddLine |= line.Length <= LongestWord || Ascii.EqualsIgnoreCase(line[..2], "if"u8) || Ascii.EqualsIgnoreCase(line[..LongestWord], "endif"u8);
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\v' or (byte)'\f':
                SawOddLine = true;
                LookAtComment(line);
                break;
        }
    }

    private void LookAtComment(ReadOnlySpan<byte> line)
    {
        if (SawDirective) return;
        var end = line.IndexOf((byte)'\n');
        SawDirective = end < 0 || AllowanceReader.MayBeDirective(line[..end]);
    }

    private static bool HasNetwork(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'/') is var slash and >= 0)
        {
            if (slash == 0 || slash == bytes.Length - 1) return true;
            if (NetworkSigns.Contains(bytes[slash - 1]) && (uint)(bytes[slash + 1] - '0') <= 9) return true;
            bytes = bytes[(slash + 1)..];
        }

        return false;
    }
}
