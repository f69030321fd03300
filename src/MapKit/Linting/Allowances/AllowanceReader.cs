using MapKit.Source;

namespace MapKit.Linting.Allowances;

/// <summary>
/// Finds the comments <c># mapkit: allow MK2103 MK2005</c>: codes separated by whitespace or commas, optionally followed by any text. They
/// apply to the entry that begins on the next line; other comments may be between them, empty lines may not.
/// </summary>
internal sealed class AllowanceReader
{
    private static ReadOnlySpan<byte> Directive => "mapkit:"u8;

    private static ReadOnlySpan<byte> Verb => "allow"u8;

    private const int CodeLength = 6;

    private readonly List<Allowance> _found = [];
    private int _firstOpen;
    private int _firstPending;

    /// <summary>Whether a physical line is a comment for mapkit.</summary>
    public static bool MayBeDirective(ReadOnlySpan<byte> line)
    {
        var text = line[AsciiSpace.LeadingLength(line)..];
        if (text.IsEmpty || text[0] != '#') return false;
        text = text[1..];
        return text[AsciiSpace.LeadingLength(text)..].StartsWith(Directive);
    }

    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <returns>The comments, in order.</returns>
    public static IReadOnlyList<Allowance> Read(Stream source)
    {
        var reader = new AllowanceReader();
        using var lines = new PhysicalLineReader(source);
        while (lines.Read(out var line)) reader.See(line, lines.Start, lines.Line);
        return reader.End();
    }

    /// <summary>The source has ended.</summary>
    /// <returns>The comments, in order.</returns>
    public IReadOnlyList<Allowance> End()
    {
        CloseOpen(int.MaxValue);
        return _found;
    }

    /// <summary>Processes the next physical line.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="number">Its number.</param>
    public void See(ReadOnlySpan<byte> line, long start, int number)
    {
        var blanks = AsciiSpace.LeadingLength(line);
        if (blanks == line.Length)
        {
            _firstPending = _found.Count;
        }
        else if (line[blanks] == '#')
        {
            if (MayBeDirective(line)) ReadCodes(line, start, number);
        }
        else if (blanks > 0)
        {
            // Continues the entry above; the comments between belong to no entry.
            _firstPending = _found.Count;
        }
        else
        {
            CloseOpen(number - 1);
            _firstOpen = _firstPending;
            for (var i = _firstOpen; i < _found.Count; i++) _found[i].FirstLine = number;
            _firstPending = _found.Count;
        }
    }

    /// <summary>The entry below the pending comments has ended.</summary>
    private void CloseOpen(int lastLine)
    {
        for (; _firstOpen < _firstPending; _firstOpen++)
        {
            if (_found[_firstOpen].FirstLine > 0) _found[_firstOpen].LastLine = lastLine;
        }
    }

    private void ReadCodes(ReadOnlySpan<byte> line, long start, int number)
    {
        var position = line.IndexOf(Directive);
        var directive = position;
        position += Directive.Length;
        position += AsciiSpace.LeadingLength(line[position..]);
        var count = 0;
        if (line[position..].StartsWith(Verb))
        {
            position += Verb.Length;
            while (true)
            {
                while (position < line.Length && (line[position] == ',' || AsciiSpace.IsSpace(line[position]))) position++;
                if (!IsCode(line[position..])) break;
                _found.Add(new Allowance(ByteText.FromBytes(line.Slice(position, CodeLength)), PlaceOf(start, number, position, CodeLength)));
                position += CodeLength;
                count++;
            }
        }

        if (count == 0) _found.Add(new Allowance("", PlaceOf(start, number, directive, AsciiSpace.TrimmedLength(line) - directive)));
    }

    private static bool IsCode(ReadOnlySpan<byte> text) =>
        text.Length >= CodeLength
        && text.StartsWith("MK"u8)
        && !text[2..CodeLength].ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && (text.Length == CodeLength || text[CodeLength] == ',' || AsciiSpace.IsSpace(text[CodeLength]));

    /// <summary>The text before the codes is ASCII, so columns are bytes.</summary>
    private static SourcePlace PlaceOf(long start, int line, int position, int length) =>
        new(new SourceSpan(start + position, length), line, position + 1, position + 1 + length);
}
