using System.Buffers;
using System.Globalization;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Tables.Access;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Addresses of policy servers, Milters and proxy filters that the SMTP server cannot use.</summary>
internal sealed class ServerAddressRule : IConfigurationRule
{
    private static readonly SearchValues<char> EndsOfWord = SearchValues.Create(", \t\r\n}");

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new ServerAddressRule(), Rules.BadServerAddress);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var parameter in TableParameter.All.Where(parameter => parameter.Kind == TableListKind.Restrictions))
        {
            foreach (var value in system.ValuesOf(parameter)) CheckPolicies(system, value);
        }

        foreach (var name in system.WordsAnywhere("smtpd_restriction_classes"))
        {
            if (system.ValueOrNull(name, null) is { } value) CheckPolicies(system, value);
        }

        foreach (var (setting, service) in system.Settings())
        {
            if (setting.RawValue.Length == 0 || system.ValueOrNull(setting.RawName, service) is not { } value) continue;
            if (setting.RawName is "smtpd_milters" or "non_smtpd_milters") CheckMilters(system, value);
            else if (setting.RawName == "smtpd_proxy_filter" && value.Text.Length > 0) CheckProxy(system, value);
        }
    }

    private static void CheckPolicies(MailSystem system, ParameterValue value)
    {
        var words = value.Words();
        for (var index = 0; index + 1 < words.Count; index++)
        {
            if (!words[index].Text.Equals(AccessWords.PolicyService, StringComparison.OrdinalIgnoreCase)) continue;
            var server = words[index + 1];
            var (text, start) = Inside(server);
            if (text.Contains(':', StringComparison.Ordinal) && ProblemOf(text, withTransport: true) is { } problem)
                Report(system, value, start, text.Length, $"{Latin1Text.Show(text)} {problem}; smtpd stops when it reaches the restriction, and no mail is received", "write inet:host:port or unix:path, such as inet:127.0.0.1:10023");
        }
    }

    private static void CheckMilters(MailSystem system, ParameterValue value)
    {
        foreach (var word in value.Words())
        {
            var (text, start) = Inside(word);
            var isLocal = text.StartsWith("local:", StringComparison.Ordinal);
            if (isLocal || ProblemOf(text, withTransport: true) is not { } problem) continue;
            Report(system, value, start, text.Length, $"{Latin1Text.Show(text)} {problem}; the Milter is not used, and milter_default_action applies to every mail", "write inet:host:port or unix:path, such as inet:127.0.0.1:8891", Severity.Error);
        }
    }

    private static void CheckProxy(MailSystem system, ParameterValue value)
    {
        var hasTransport = value.Text.StartsWith("inet:", StringComparison.Ordinal) || value.Text.StartsWith("unix:", StringComparison.Ordinal);
        if (ProblemOf(value.Text, hasTransport) is { } problem)
            Report(system, value, 0, value.Text.Length, $"{Latin1Text.Show(value.Text)} {problem}; smtpd stops at the first recipient, and no mail is received", "write host:port, such as 127.0.0.1:10025");
    }

    /// <summary>The server of <c>{ server, timeout = ... }</c>.</summary>
    private static (string Text, int Start) Inside(ParameterWord word)
    {
        if (word.Text[0] != '{') return (word.Text, word.Start);
        var start = 1;
        while (start < word.Text.Length && (char.IsWhiteSpace(word.Text[start]) || word.Text[start] == ',')) start++;
        var end = word.Text.AsSpan(start).IndexOfAny(EndsOfWord);
        return end <= 0 ? ("", word.Start) : (word.Text.Substring(start, end), word.Start + start);
    }

    private static string? ProblemOf(string text, bool withTransport)
    {
        if (text.Length == 0 || text.Contains('$', StringComparison.Ordinal)) return null;
        if (withTransport)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var transport = colon < 0 ? "" : text[..colon];
            if (transport is not ("inet" or "unix" or "inet6")) return colon < 0 ? "has no inet: or unix: before the server" : $"begins with {Latin1Text.Show(transport)}, which is neither inet nor unix";
            text = text[(colon + 1)..];
            if (transport == "unix") return text.Length == 0 ? "has no path" : null;
        }

        var last = text.LastIndexOf(':');
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var bracket)
        {
            if (bracket < 0) return "has no closing bracket";
            last = bracket + 1 < text.Length && text[bracket + 1] == ':' ? bracket + 1 : -1;
        }

        var port = text[(last + 1)..];
        if (last < 0 && (port.Length == 0 || !port.All(char.IsAsciiDigit))) return "has no port";
        var isNumber = port.Length > 0 && port.All(char.IsAsciiDigit);
        if (port.Length == 0) return "has no port";
        if (isNumber) return int.TryParse(port, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= ushort.MaxValue ? null : "has a port that does not exist";
        return char.IsAsciiDigit(port[0]) ? $"has text after the port, {Latin1Text.Show(port)}" : null;
    }

    private static void Report(MailSystem system, ParameterValue value, int start, int length, string message, string help, Severity? severity = null)
    {
        if (value.PlaceOf(start, Math.Max(1, length)) is { } place) system.Report(Rules.BadServerAddress, place.Setting, place.Place, message, help, severity);
    }
}
