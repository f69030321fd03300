using MapKit.Platform;

namespace MapKit.Cli.DropIn;

/// <summary>
/// The arguments without loss. The runtime decodes them as UTF-8 and loses other bytes; where that happened they are read again, as
/// <see cref="LosslessText"/>.
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
        for (var rest = raw.AsSpan(); rest.IndexOf((byte)0) is >= 0 and var end; rest = rest[(end + 1)..]) parts.Add(LosslessText.FromBytes(rest[..end]));
        return parts.Count > arguments.Length ? [.. parts.Skip(parts.Count - arguments.Length)] : arguments;
    }
}
