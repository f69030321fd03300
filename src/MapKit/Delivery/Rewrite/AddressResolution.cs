using System.Globalization;
using System.Text;
using System.Text.Unicode;
using MapKit.Lookup;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Rewrite;

/// <summary>
/// Finds the final recipient address (the first half of <c>resolve_addr</c>): domains of this host are removed as long as
/// another address precedes them (<c>user%site@here</c>, <c>"user@site"@here</c>).
/// </summary>
/// <param name="completion">Completes addresses.</param>
/// <param name="isDestination">Whether a domain is one of this host's.</param>
/// <param name="hostName"><c>$myhostname</c>.</param>
/// <param name="emptyRecipient"><c>$empty_address_recipient</c>.</param>
internal sealed class AddressResolution(AddressCompletion completion, Func<string, bool> isDestination, string hostName, string emptyRecipient)
{
    /// <summary><c>resolve_dequoted_address</c>: whether routes inside quotes are resolved.</summary>
    public bool LooksIntoQuotes { get; init; } = true;

    /// <summary><c>resolve_null_domain</c>: whether an <c>@</c> at the end is removed.</summary>
    public bool StripsNullDomain { get; init; }

    /// <summary><c>allow_min_user</c>: whether an address may begin with a hyphen.</summary>
    public bool AllowsHyphen { get; init; }

    /// <summary><c>resolve_numeric_domain</c>: whether <c>user@1.2.3.4</c> means <c>user@[1.2.3.4]</c>.</summary>
    public bool AllowsNumericDomain { get; init; }

    /// <summary><c>smtputf8_enable</c>: whether a domain may have letters beyond ASCII; the whole address is then valid UTF-8.</summary>
    public bool AllowsUtf8 { get; init; } = true;

    /// <summary>Resolves an address.</summary>
    /// <param name="plain">The address in internal form.</param>
    public ResolvedAddress Resolve(string plain)
    {
        try
        {
            return ResolveOrThrow(plain);
        }
        catch (LookupException exception)
        {
            return new ResolvedAddress(plain.Contains('@', StringComparison.Ordinal) ? plain : $"{plain}@{hostName}", IsLocal: false, IsValid: true) { Failure = Source.ByteText.ToText(exception.Message) };
        }
    }

    private ResolvedAddress ResolveOrThrow(string plain)
    {
        var tree = AddressTree.Scan(AddressForm.External(plain));
        AddressTree? saved = null;
        var isRemote = false;

        // Each turn removes a part or converts a form; Postfix also stops after a limit.
        for (var turns = plain.Length + 100; turns > 0 && !isRemote; turns--)
        {
            StripEnd(tree);
            var at = tree.FindLast('@');
            if (at >= 0)
            {
                isRemote = at < tree.Count - 1 && !isDestination(tree.Internal(at + 1));
                if (isRemote) break;
                saved = tree.CutFrom(at);
            }

            if (!Rewrite(tree, saved is not null)) break;
        }

        if (!isRemote)
        {
            if (saved is not null) tree.Append(saved);
            else tree.Append("@" + hostName);
        }

        var recipient = tree.Internal();
        var start = recipient.LastIndexOf('@') + 1;
        var isValid = IsDomain(recipient, start);
        if (!isValid && AllowsNumericDomain && NetworkAddress.TryParse(Latin1Text.Bytes(recipient[start..]), out _))
        {
            isValid = true;
            recipient = $"{recipient[..start]}[{recipient[start..]}]";
            if (isDestination(recipient[start..])) isRemote = false;
        }

        return new ResolvedAddress(recipient, !isRemote, isValid && (AllowsHyphen || !recipient.StartsWith('-')));
    }

    private void StripEnd(AddressTree tree)
    {
        var last = tree.Count - 1;
        if (tree.IsOperator(last, '.') && tree.FindLast('@') >= 0 && !tree.IsOperator(last - 1, '.') && !tree.IsOperator(last - 1, '@')) tree.CutFrom(last);
        if (StripsNullDomain && tree.IsOperator(tree.Count - 1, '@')) tree.CutFrom(tree.Count - 1);
    }

    /// <summary>The rest after a domain of this host: another address, nothing, or a user.</summary>
    /// <returns>Whether to look again.</returns>
    private bool Rewrite(AddressTree tree, bool hadDomain)
    {
        if (tree.FindLast('@') >= 0 || (completion.SwapsBangPath && tree.FindLast('!') >= 0) || (completion.AllowsPercent && tree.FindLast('%') >= 0))
        {
            completion.Complete(tree);
            return true;
        }

        if (LooksIntoQuotes && tree.OnlyQuotedText is { } quoted && RouteIn(quoted) is { } route)
        {
            tree.Clear();
            tree.Append(route);
            completion.Complete(tree);
            return true;
        }

        if (tree.OnlyQuotedText is "") tree.Clear();
        if (tree.Count == 0)
        {
            tree.Append(emptyRecipient);
            return true;
        }

        if (hadDomain) return false;
        tree.Append("@" + hostName);
        return true;
    }

    /// <summary>The address inside quotes, in external form, or null if there is none.</summary>
    private string? RouteIn(string quoted)
    {
        var at = quoted.LastIndexOf('@');
        if (at < 0 && completion.AllowsPercent && quoted.LastIndexOf('%') is >= 0 and var percent)
        {
            quoted = $"{quoted[..percent]}@{quoted[(percent + 1)..]}";
            at = percent;
        }

        if (at >= 0) return AddressForm.External(quoted);
        return completion.SwapsBangPath && quoted.Contains('!', StringComparison.Ordinal) ? quoted : null;
    }

    private bool IsDomain(string recipient, int start)
    {
        var domain = recipient[start..];
        if (!domain.StartsWith('['))
        {
            if (AllowsUtf8 ? !Utf8.IsValid(Latin1Text.Bytes(recipient)) : !Ascii.IsValid(domain)) return false;
            return HostGrammar.Name.Matches(domain, out _);
        }

        if (!domain.EndsWith(']')) return false;
        var literal = domain[1..^1];
        var isIPv6 = literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase);
        if (!isIPv6) return IsIpv4(literal);
        return NetworkAddress.TryParse(Latin1Text.Bytes(literal["IPv6:".Length..]), out var address) && address.IsIpv6;
    }

    /// <summary>Four numbers up to 255, which may have zeros before them (<c>valid_ipv4_hostaddr</c>).</summary>
    private static bool IsIpv4(string text)
    {
        var numbers = text.Split('.');
        if (numbers.Length != 4 || !numbers.All(number => number.Length > 0 && number.All(char.IsAsciiDigit) && number.TrimStart('0') is var digits && digits.Length <= 3 && (digits.Length == 0 || int.Parse(digits, CultureInfo.InvariantCulture) <= 255))) return false;
        return numbers[0].Trim('0').Length > 0 || text.Trim('0', '.').Length == 0;
    }
}
