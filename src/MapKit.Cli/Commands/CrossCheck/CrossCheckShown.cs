using System.Text;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>What of keys, values and messages may be shown: of a table of credentials no password, wherever it stands.</summary>
/// <param name="format">The table's format.</param>
/// <param name="showSecrets">Whether all is to be shown.</param>
internal sealed class CrossCheckShown(TableFormat format, bool showSecrets)
{
    private const string Hidden = "****";

    /// <summary>Whether something is hidden.</summary>
    public bool Hides => format.IsSecret && !showSecrets;

    /// <summary>
    /// A key. In a table of credentials one that is not HOST, HOST:NUMBER or USER@DOMAIN may be the credentials, put into the
    /// wrong column.
    /// </summary>
    public ReadOnlyMemory<byte> Key(ReadOnlyMemory<byte> key) => Hides && MayBeCredentials(key.Span) ? Encoding.ASCII.GetBytes(Hidden) : key;

    /// <summary>A value.</summary>
    public ReadOnlyMemory<byte> Value(ReadOnlyMemory<byte> value) => Hides ? Encoding.ASCII.GetBytes(Hidden) : value;

    /// <summary>A message, which may quote a line of the source.</summary>
    public string Message(string text)
    {
        var quote = text.AsSpan().IndexOfAny('"', '\'');
        return ToText(Hides && quote >= 0 ? text[..quote] + Hidden : text);
    }

    /// <summary>Text that stands for bytes, as it is shown.</summary>
    private static string ToText(string text) => DisplayText.Of(Encoding.Latin1.GetBytes(text), int.MaxValue);

    private static bool MayBeCredentials(ReadOnlySpan<byte> key)
    {
        key = key.TrimEnd((byte)0);
        var colon = key.LastIndexOf((byte)':');
        if (colon < 0 || key[0] == '[' && key[^1] == ']') return false;
        return key.Contains((byte)'@') || key[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
