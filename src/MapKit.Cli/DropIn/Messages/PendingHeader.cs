using System.Buffers;

namespace MapKit.Cli.DropIn.Messages;

/// <summary>A header field whose lines are still being gathered: <c>Name: text</c>, its lines joined by LF.</summary>
/// <param name="sizeLimit">At this many bytes no more lines are added.</param>
internal sealed class PendingHeader(int sizeLimit)
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private int _nameLength;

    /// <summary>Whether nothing has been gathered.</summary>
    public bool IsEmpty => _text.WrittenCount == 0;

    /// <summary>Everything gathered.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Before the colon.</summary>
    public ReadOnlySpan<byte> Name => Text[.._nameLength];

    /// <summary>After the colon.</summary>
    public ReadOnlySpan<byte> Value => Text[(_nameLength + 1)..];

    /// <summary>Begins a field, if the line does. Whitespace before the colon are dropped, and all from the first NUL on.</summary>
    public bool TryStart(ReadOnlySpan<byte> line)
    {
        _nameLength = NameLength(line);
        if (_nameLength == 0) return false;
        _text.Write(line[.._nameLength]);
        _text.Write(KeyLines.UpToNul(line[_nameLength..].TrimStart(" \t"u8)));
        return true;
    }

    /// <summary>Adds the line, if it begins with a blank and there is a field to add it to.</summary>
    /// <returns>True as well where the field is too long already and the line is dropped.</returns>
    public bool TryContinue(ReadOnlySpan<byte> line)
    {
        if (IsEmpty || line.IsEmpty || line[0] is not ((byte)' ' or (byte)'\t')) return false;
        if (_text.WrittenCount >= sizeLimit) return true;
        _text.Write("\n"u8);
        _text.Write(KeyLines.UpToNul(line));
        return true;
    }

    /// <summary>Forgets the field.</summary>
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
