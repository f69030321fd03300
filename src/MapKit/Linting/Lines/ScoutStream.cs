using System.Buffers;
using System.Text;
using MapKit.Linting.Allowances;
using MapKit.Source;

namespace MapKit.Linting.Lines;

/// <summary>
/// Passes on the bytes of a source and examines them, in a few scans at memory speed: whether there is
/// anything that the line rules could report. Most sources then need no second reading. A positive answer may be wrong, a
/// negative one is not.
/// </summary>
internal sealed class ScoutStream(Stream source) : Stream
{
    private static readonly SearchValues<byte> NetworkSigns = SearchValues.Create("0123456789abcdefABCDEF:]"u8);

    private const int LongestWord = 5; // endif

    // The length of a line's start that is kept between two reads.
    private const int LongestStart = 256;

    private readonly byte[] _lineStart = new byte[LongestStart];
    private int _begun;
    private bool _atLineStart = true;
    private byte _beforeLast;
    private byte _last;

    /// <summary>Whether a line rule may have something to report.</summary>
    public bool SawOddLine { get; private set; }

    /// <summary>Whether a comment may be for mapkit.</summary>
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
        if (SawOddLine && SawDirective) return;
        if (bytes.IsEmpty)
        {
            // The end of the source: examines the last line.
            if (_begun > 0) LookAtLine(_lineStart.AsSpan(0, _begun));
            _begun = 0;
            return;
        }

        SawOddLine = SawOddLine || bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) || bytes.Contains((byte)'\r') || HasNetwork(bytes) || JoinsToNetwork(bytes);
        if (_begun > 0) GoOn(bytes);
        else if (_atLineStart) Begin(bytes);
        for (var rest = bytes; rest.IndexOf((byte)'\n') is var newline and >= 0;)
        {
            rest = rest[(newline + 1)..];
            if (!rest.IsEmpty) Begin(rest);
        }

        _atLineStart = bytes[^1] == '\n';
        (_beforeLast, _last) = (bytes.Length > 1 ? bytes[^2] : _last, bytes[^1]);
    }

    /// <summary>Examines a line, or keeps its start until more of it has been read.</summary>
    /// <param name="bytes">From the start of the line to the end of the bytes read.</param>
    private void Begin(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestStart || IsDecided(bytes))
        {
            LookAtLine(bytes);
            return;
        }

        bytes.CopyTo(_lineStart);
        _begun = bytes.Length;
    }

    /// <summary>Continues the line in which the previous read ended.</summary>
    private void GoOn(ReadOnlySpan<byte> bytes)
    {
        var newline = bytes.IndexOf((byte)'\n');
        var part = bytes[..Math.Min(newline < 0 ? bytes.Length : newline + 1, LongestStart - _begun)];
        part.CopyTo(_lineStart.AsSpan(_begun));
        var start = _lineStart.AsSpan(0, _begun + part.Length);
        _begun = start.Length;
        if (start.Length < LongestStart && !IsDecided(start)) return;
        LookAtLine(start);
        _begun = 0;
    }

    /// <summary>Whether enough of a line has been read to examine it.</summary>
    private static bool IsDecided(ReadOnlySpan<byte> line) => line[0] switch
    {
        (byte)'#' or (byte)' ' or (byte)'\t' or (byte)'\v' or (byte)'\f' => line.Contains((byte)'\n'),
        (byte)'i' or (byte)'I' or (byte)'e' or (byte)'E' => line.Length > LongestWord || line.Contains((byte)'\n'),
        _ => true,
    };

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
                SawOddLine |= StartsWith(line, "if"u8) || StartsWith(line, "endif"u8);
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\v' or (byte)'\f':
                SawOddLine = true;
                LookAtComment(line);
                break;
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word) => line.Length >= word.Length && Ascii.EqualsIgnoreCase(line[..word.Length], word);

    private void LookAtComment(ReadOnlySpan<byte> line)
    {
        if (SawDirective) return;
        var end = line.IndexOf((byte)'\n');

        // The start of a long comment is enough, unless it is only whitespace.
        SawDirective = end >= 0 ? AllowanceReader.MayBeDirective(line[..end]) : AllowanceReader.MayBeDirective(line) || line.Length < LongestStart || IsUndecided(line);
    }

    private static bool IsUndecided(ReadOnlySpan<byte> comment)
    {
        var text = comment[AsciiSpace.LeadingLength(comment)..];
        return text.IsEmpty || (text[0] == '#' && AsciiSpace.LeadingLength(text[1..]) == text.Length - 1);
    }

    private static bool HasNetwork(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'/') is var slash and >= 0)
        {
            if (slash > 0 && slash < bytes.Length - 1 && IsNetwork(bytes[slash - 1], bytes[slash + 1])) return true;
            bytes = bytes[(slash + 1)..];
        }

        return false;
    }

    /// <summary>The same for a slash that is the last byte of the previous read, or the first of this one.</summary>
    private bool JoinsToNetwork(ReadOnlySpan<byte> bytes) =>
        (_last == '/' && IsNetwork(_beforeLast, bytes[0])) || (bytes[0] == '/' && bytes.Length > 1 && IsNetwork(_last, bytes[1]));

    private static bool IsNetwork(byte before, byte after) => NetworkSigns.Contains(before) && (uint)(after - '0') <= 9;
}
