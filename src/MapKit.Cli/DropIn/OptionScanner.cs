using System.Text;
using MapKit.Platform;

namespace MapKit.Cli.DropIn;

/// <summary>
/// getopt(3) of the GNU C library as Postfix's tools call it: options end at the first operand, at <c>--</c> or at a lone
/// <c>-</c>; several may be combined (<c>-rw</c>); a value follows in the same argument or is the next one, even if it
/// looks like an option. Nothing is printed: the caller prints the error.
/// </summary>
/// <param name="program">The name at the start of errors: the tool's, without its folder.</param>
/// <param name="arguments">The arguments, without the program.</param>
/// <param name="options">The letters, each that takes a value followed by a colon, such as <c>bc:d:f</c>.</param>
internal sealed class OptionScanner(string program, IReadOnlyList<string> arguments, string options)
{
    /// <summary>The value of <see cref="Option"/> after an error.</summary>
    public const char Invalid = '?';

    private byte[] _group = [];
    private int _position;
    private int _next;

    /// <summary>The letter read last, or <see cref="Invalid"/>.</summary>
    public char Option { get; private set; }

    /// <summary>Its value; null for an option without one.</summary>
    public string? Value { get; private set; }

    /// <summary>
    /// After <see cref="Invalid"/> the line that the C library prints, with LF. Bytes, because it names one byte of the
    /// argument, which may be the first of a longer character.
    /// </summary>
    public ReadOnlyMemory<byte> Complaint { get; private set; }

    /// <summary>
    /// Index of the next argument to read: in a group of options that of the group until its last letter has been read, at
    /// the end that of the first operand. A caller that handles an argument advances it (sendmail's <c>-q</c>).
    /// </summary>
    public int Next
    {
        get => _next;
        set
        {
            _next = value;
            _group = [];
            _position = 0;
        }
    }

    /// <summary>Reads the next option.</summary>
    /// <returns>False where the operands begin.</returns>
    public bool Read()
    {
        if (_position == _group.Length && !StartGroup()) return false;
        var letter = _group[_position++];
        if (_position == _group.Length) _next++;
        Value = null;

        var index = letter is (byte)':' or (byte)';' ? -1 : options.IndexOf((char)letter, StringComparison.Ordinal);
        if (index < 0) return Complain("invalid option", letter);
        if (index + 1 < options.Length && options[index + 1] == ':' && !TakeValue()) return Complain("option requires an argument", letter);
        Option = (char)letter;
        return true;
    }

    private bool StartGroup()
    {
        if (_next >= arguments.Count) return false;
        var argument = arguments[_next];
        if (argument.Length < 2 || argument[0] != '-') return false;
        if (argument == "--")
        {
            Next++;
            return false;
        }

        _group = LosslessText.ToBytes(argument);
        _position = 1;
        return true;
    }

    private bool TakeValue()
    {
        if (_position < _group.Length)
        {
            Value = LosslessText.FromBytes(_group.AsSpan(_position));
            Next++;
            return true;
        }

        if (_next >= arguments.Count) return false;
        Value = arguments[_next];
        Next++;
        return true;
    }

    private bool Complain(string problem, byte letter)
    {
        Option = Invalid;
        Complaint = (byte[])[.. Encoding.UTF8.GetBytes($"{program}: {problem} -- '"), letter, (byte)'\'', (byte)'\n'];
        return true;
    }
}
