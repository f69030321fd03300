using System.Buffers;

namespace MapKit.Messages;

/// <summary>A header field whose lines are being collected: <c>Name: text</c>, its lines joined by LF.</summary>
/// <param name="sizeLimit">From this many bytes on, further lines are not added.</param>
internal sealed class PendingHeader(int sizeLimit)
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private int _nameLength;

    /// <summary>Whether it is empty.</summary>
    public bool IsEmpty => _text.WrittenCount == 0;

    /// <summary>The collected text.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Before the colon.</summary>
    public ReadOnlySpan<byte> Name => Text[.._nameLength];

    /// <summary>After the colon.</summary>
    public ReadOnlySpan<byte> Value => Text[(_nameLength + 1)..];

    /// <summary>Begins a field, if the line does. Whitespace before the colon and text from the first NUL on are dropped.</summary>
    public bool TryStart(ReadOnlySpan<byte> line)
    {
        _nameLength = NameLength(line);
        if (_nameLength == 0) return false;
        _text.Write(line[.._nameLength]);
        _text.Write(KeyLines.UpToNul(line[_nameLength..].TrimStart(" \t"u8)));
        return true;
    }

    /// <summary>Adds the line, if it begins with whitespace and there is a field.</summary>
    /// <returns>Also true if the field is too long and the line is dropped.</returns>
    public bool TryContinue(ReadOnlySpan<byte> line)
    {
        if (IsEmpty || line.IsEmpty || line[0] is not ((byte)' ' or (byte)'\t')) return false;
        if (_text.WrittenCount >= sizeLimit) return true;
        _text.Write("\n"u8);
        _text.Write(KeyLines.UpToNul(line));
        return true;
    }

    /// <summary>Adds the next piece of a line that is too long, if there is a field.</summary>
    /// <returns>Also true if the field is too long and the piece is dropped.</returns>
    public bool TryExtend(ReadOnlySpan<byte> piece)
    {
        if (IsEmpty) return false;
        if (_text.WrittenCount < sizeLimit) _text.Write(KeyLines.UpToNul(piece));
        return true;
    }

    /// <summary>Clears the field.</summary>
    public void Clear() => _text.ResetWrittenCount();

    /// <summary>
    /// Length of the name, if optional whitespace and a colon follow it: printable ASCII without whitespace (RFC 5322 4.5 allows whitespace
    /// before the colon). Else 0.
    /// </summary>
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        var length = 0;
        while (length < line.Length && line[length] is > (byte)' ' and < 0x7f and not (byte)':') length++;
        var rest = line[length..].TrimStart(" \t"u8);
        return rest.StartsWith(":"u8) ? length : 0;
    }
}
