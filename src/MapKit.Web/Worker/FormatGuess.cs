using System.Text;
using MapKit.Tables;

namespace MapKit.Web.Worker;

/// <summary>The format of a source without a name that says it, by its first entries.</summary>
internal static class FormatGuess
{
    private const int Examined = 50;

    private static readonly string[] Actions = ["OK", "REJECT", "DUNNO", "PERMIT", "DEFER", "DISCARD", "FILTER", "HOLD", "PREPEND", "REDIRECT", "WARN", "BCC", "4", "5"];
    private static readonly string[] Transports = ["smtp:", "lmtp:", "relay:", "local:", "virtual:", "error:", "retry:", "discard:", ":"];

    /// <summary>The format that most entries have the shape of; plain if none.</summary>
    public static TableFormat Of(ReadOnlySpan<byte> source)
    {
        var votes = new Dictionary<TableFormat, int>();
        var entries = 0;
        foreach (var range in source.Split((byte)'\n'))
        {
            var line = Encoding.Latin1.GetString(source[range]).TrimEnd();
            if (line.Length == 0 || line[0] is '#' or ' ' or '\t') continue;
            if (FormatOf(line) is { } format) votes[format] = votes.GetValueOrDefault(format) + 1;
            if (++entries == Examined) break;
        }

        return votes.Where(vote => vote.Value * 2 > entries).OrderByDescending(vote => vote.Value).Select(vote => vote.Key).FirstOrDefault(TableFormat.Plain);
    }

    private static TableFormat? FormatOf(string line)
    {
        var space = line.IndexOfAny([' ', '\t']);
        if (space < 0) return line.EndsWith(':') ? TableFormat.Aliases : null;
        var (key, value) = (line[..space], line[space..].Trim());
        if (key.EndsWith(':')) return TableFormat.Aliases;
        if (Array.Exists(Transports, transport => value.StartsWith(transport, StringComparison.Ordinal))) return TableFormat.Transport;
        if (Array.Exists(Actions, action => value.StartsWith(action, StringComparison.Ordinal))) return TableFormat.Access;
        if (value.Contains(':', StringComparison.Ordinal) && !value.Contains(' ', StringComparison.Ordinal) && (key[0] == '[' || key.Contains('.', StringComparison.Ordinal))) return TableFormat.SaslPasswd;
        return value.Contains('@', StringComparison.Ordinal) ? TableFormat.Virtual : null;
    }
}
