using MapKit.Platform;

namespace MapKit.Cli.DropIn;

/// <summary>
/// Arguments as the bytes that they are. The runtime decodes them as UTF-8 and loses what is not; where that happened they
/// are read again, and each such byte becomes one low surrogate, which no valid text holds alone, and is a byte again here.
/// </summary>
internal static class ArgumentBytes
{
    private const char Lost = '\uFFFD';
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>The arguments of this process with no byte lost, where the system tells them.</summary>
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
    public static string Decode(ReadOnlySpan<byte> bytes) => PathText.FromBytes(bytes);

    /// <summary>Bytes of an argument.</summary>
    public static byte[] ToBytes(string argument) => PathText.ToBytes(argument);
}
