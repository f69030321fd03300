using System.Text;

namespace MapKit.Cli.DropIn;

/// <summary>
/// Arguments as bytes. The runtime decodes them as UTF-8 and loses other bytes; in that case they
/// are read again, and each such byte is stored as one low surrogate, which no valid text contains alone, and converted back here.
/// </summary>
internal static class ArgumentBytes
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';
    private const char Lost = '\uFFFD';
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>The arguments of this process without loss of bytes, if the system provides them.</summary>
    /// <param name="arguments">The arguments as the runtime gave them.</param>
    public static string[] Restore(string[] arguments)
    {
        if (!Array.Exists(arguments, argument => argument.Contains(Lost, StringComparison.Ordinal)) || !File.Exists(CommandLine)) return arguments;
        var raw = File.ReadAllBytes(CommandLine);
        var parts = new List<string>();
        for (var rest = raw.AsSpan(); rest.IndexOf((byte)0) is >= 0 and var end; rest = rest[(end + 1)..]) parts.Add(Decode(rest[..end]));
        return parts.Count > arguments.Length ? [.. parts.Skip(parts.Count - arguments.Length)] : arguments;
    }

    /// <summary>Text of an argument.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune);
                bytes = bytes[consumed..];
            }
            else
            {
                text.Append((char)(FirstEscape + (bytes[0] - 0x80)));
                bytes = bytes[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>Bytes of an argument.</summary>
    public static byte[] ToBytes(string argument)
    {
        var bytes = new List<byte>(argument.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (var i = 0; i < argument.Length; i++)
        {
            if (argument[i] is >= FirstEscape and <= LastEscape)
            {
                bytes.Add((byte)(argument[i] - FirstEscape + 0x80));
                continue;
            }

            var rune = Rune.TryGetRuneAt(argument, i, out var found) ? found : Rune.ReplacementChar;
            bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
            i += rune.Utf16SequenceLength - 1;
        }

        return [.. bytes];
    }
}
