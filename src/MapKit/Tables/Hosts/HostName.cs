using System.Buffers;
using MapKit.Postfix;

namespace MapKit.Tables.Hosts;

/// <summary>Names and addresses of hosts as Postfix accepts them in a next hop (<c>host_port</c>, <c>valid_hostname</c>).</summary>
internal static class HostName
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"u8);

    private static readonly SearchValues<byte> LetterBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);

    /// <summary>
    /// Recognises the common forms of a host: an ASCII name with a letter in it, or a dotted quad. Everything it accepts,
    /// <see cref="HostGrammar.Host"/> accepts too.
    /// </summary>
    public static bool IsCommon(ReadOnlySpan<byte> host) => IsCommonName(host) || IsDottedQuad(host);

    /// <summary>Recognises an ASCII name with a letter in it; <see cref="HostGrammar.Name"/> accepts it too.</summary>
    public static bool IsCommonName(ReadOnlySpan<byte> host)
    {
        if (host.Length is 0 or > PostfixLimits.HostName || host.ContainsAnyExcept(NameBytes) || !host.ContainsAny(LetterBytes)) return false;
        while (true)
        {
            var dot = host.IndexOf((byte)'.');
            var label = dot < 0 ? host : host[..dot];
            if (label.Length is 0 or > PostfixLimits.HostLabel || label[0] == '-' || label[^1] == '-') return false;
            if (dot < 0) return true;
            host = host[(dot + 1)..];
        }
    }

    private static bool IsDottedQuad(ReadOnlySpan<byte> host)
    {
        for (var part = 0; part < 4; part++)
        {
            var dot = host.IndexOf((byte)'.');
            if (dot < 0 != (part == 3)) return false;
            var digits = dot < 0 ? host : host[..dot];
            if (digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            var number = 0;
            foreach (var digit in digits) number = number * 10 + digit - '0';
            if (number > 255 || (part == 0 && number == 0)) return false;
            host = host[(dot + 1)..];
        }

        return true;
    }
}
