using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Access;

/// <summary>
/// Addresses and networks as keys (<c>check_addr_access</c>): Postfix looks up the address as inet_ntop formats it, then repeatedly
/// cuts it at the last dot or colon.
/// </summary>
internal static class AccessNetwork
{
    private const int OctetCount = 4;
    private const int GroupCount = 8;
    private const int GroupLength = 4;
    private const int ShortestFingerprint = 16;

    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Recognises one to four numbers up to 255, without leading zeros.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> key)
    {
        for (var part = 0; part < OctetCount; part++)
        {
            var dot = key.IndexOf((byte)'.');
            var digits = dot < 0 ? key : key[..dot];
            if (digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            if (digits[0] == '0' && digits.Length > 1) return false;
            if (digits.Length == 3 && digits.SequenceCompareTo("255"u8) > 0) return false;
            if (dot < 0) return true;
            key = key[(dot + 1)..];
        }

        return false;
    }

    /// <summary>Checks a key of digits and dots.</summary>
    public static AccessPattern? IPv4Of(string key, List<ValueProblem> problems)
    {
        if (IsCommon(Latin1Text.Bytes(key)))
        {
            var isWhole = key.Count(character => character == '.') == OctetCount - 1;
            return new AccessPattern(isWhole ? AccessPatternKind.IPAddress : AccessPatternKind.Network, null, key);
        }

        // A single number may also be a login name.
        if (!key.Contains('.', StringComparison.Ordinal)) return new AccessPattern(AccessPatternKind.Name, null, key);
        var written = string.Join('.', key.TrimEnd('.').Split('.').Select(octet => octet.Length > 1 ? octet.TrimStart('0').PadLeft(1, '0') : octet));
        var isFixed = IsCommon(Latin1Text.Bytes(written));
        problems.Add(AddressForm(
            key,
            isFixed
                ? $"Postfix looks up numbers without leading zeros and without a final dot, here {Latin1Text.Show(written)}; it never finds {Latin1Text.Show(key)}"
                : $"{Latin1Text.Show(key)} is neither an IPv4 address nor the first part of one; Postfix never looks it up",
            isFixed ? $"write {written}" : "write one to four numbers from 0 to 255, with dots between them"));
        return null;
    }

    /// <summary>Checks a key with colons.</summary>
    public static AccessPattern? IPv6Of(string key, List<ValueProblem> problems)
    {
        if (key.AsSpan().ContainsAnyExcept(IPv6Characters) || IsFingerprint(key)) return new AccessPattern(AccessPatternKind.Name, null, key);
        if (!NetworkAddress.TryParse(Latin1Text.Bytes(key), out var address)) return NetworkOf(key, problems);
        var asked = LookupText(address);
        if (!asked.Equals(key, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(AddressForm(key, $"Postfix looks up this address as {Latin1Text.Show(asked)}; it never finds {Latin1Text.Show(key)}", $"write {asked}"));
            return null;
        }

        if (key.EndsWith("::", StringComparison.Ordinal))
        {
            problems.Add(PatternCheck.InKey(
                Rules.AddressIsNoNetwork,
                0,
                key.Length,
                $"this matches only the address {Latin1Text.Show(asked)}; Postfix looks up the network of an address without colons at its end",
                key.Length > 2 ? $"for the network, write {key[..^2]}" : "write the address, or the first part of one"));
        }

        return new AccessPattern(AccessPatternKind.IPAddress, null, key);
    }

    /// <summary>An address as the SMTP server shows it: an IPv4-mapped address is shown as IPv4.</summary>
    private static string LookupText(NetworkAddress address)
    {
        const string Mapped = "::ffff:";
        var text = address.ToString();
        return text.StartsWith(Mapped, StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal) ? text[Mapped.Length..] : text;
    }

    private static AccessPattern? NetworkOf(string key, List<ValueProblem> problems)
    {
        var parts = (key.EndsWith(':') ? key[..^1] : key).Split(':');
        var isShaped = parts.Length < GroupCount && parts[0].Length > 0 && parts.Count(part => part.Length == 0) <= 1;
        if (isShaped && parts.All(IsGroup))
            return new AccessPattern(AccessPatternKind.Network, null, key);
        problems.Add(AddressForm(
            key,
            $"{Latin1Text.Show(key)} is neither an IPv6 address nor the first part of one, as Postfix looks it up",
            parts.Any(HasLeadingZero) ? "write the groups without leading zeros" : "write the first groups of the address in its short form, such as 2001:db8"));
        return null;
    }

    private static bool IsGroup(string part) =>
        part.Length <= GroupLength && !HasLeadingZero(part) && !part.Contains('.', StringComparison.Ordinal);

    private static bool HasLeadingZero(string group) => group.Length > 1 && group[0] == '0';

    /// <summary>Whether the key is the fingerprint of a certificate or key (check_ccert_access): pairs of hexadecimal digits.</summary>
    private static bool IsFingerprint(string key)
    {
        var pairs = key.Split(':');
        return pairs.Length >= ShortestFingerprint && pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit));
    }

    private static ValueProblem AddressForm(string key, string message, string help) =>
        PatternCheck.InKey(Rules.AddressForm, 0, key.Length, message, help);
}
