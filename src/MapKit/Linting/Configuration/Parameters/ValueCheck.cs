using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Checks an expanded value against the kind of its parameter, as the programs do (docs/formats/parameters.md#bad-values).</summary>
internal static class ValueCheck
{
    private const string MailboxBase = "virtual_mailbox_base";
    private const string RawLength = "bad string length ";

    /// <summary>Characters that qmgr(8) reads of the divisor of a feedback (<c>%30s</c>).</summary>
    private const int MaximumDivisor = 30;
    private static readonly string[] OnWords = ["true", "on", "1", "enable", "enabled", "y", "t", "ja", "oui", "si", "yes"];
    private static readonly string[] OffWords = ["false", "off", "0", "disable", "disabled", "n", "f", "none", "no"];

    /// <summary>Checks a value.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value with its macros expanded, one character per byte.</param>
    /// <param name="version">The version of Postfix.</param>
    /// <returns>What is wrong, or null.</returns>
    public static BadValue? Find(Parameter parameter, string value, PostfixVersion version) => parameter.Kind switch
    {
        ParameterKind.Boolean => OfBoolean(parameter, value),
        ParameterKind.Integer => OfNumber(parameter, value, () => ParameterValues.SmallNumber(parameter.Name, value, (int)parameter.Minimum, (int)parameter.Maximum)),
        ParameterKind.Size => OfNumber(parameter, value, () => ParameterValues.Number(parameter.Name, value, parameter.Minimum, parameter.Maximum)),
        ParameterKind.Time => OfTime(parameter, value),
        ParameterKind.Feedback => OfLength(parameter, value) ?? OfFeedback(parameter, value),
        ParameterKind.Level => CompatibilityLevel.TryParse(value, out _)
            ? null
            : new BadValue(Rules.BadNumber, WordOutcome.Fatal, "is no compatibility level", $"malformed compatibility level syntax: \"{value}\"", "write a release, such as `compatibility_level = 3.6`"),
        ParameterKind.Word or ParameterKind.Words => OfLength(parameter, value) ?? WordCheck.Find(parameter, value, version),
        ParameterKind.IpAddress => OfAddress(parameter, value),
        ParameterKind.Path when parameter.Name == MailboxBase && value.Length > 0 && value[0] != '/' => new BadValue(
            Rules.OutOfRange, WordOutcome.Fatal, "is not an absolute path", $"do not specify relative pathname: {parameter.Name} = {value}", $"write the whole path, such as {parameter.Name} = /var/mail/vhosts"),
        _ => OfLength(parameter, value),
    };

    private static BadValue? OfAddress(Parameter parameter, string value)
    {
        var family = parameter.Name.EndsWith('6') ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var isAddress = value.Length == 0 || (HasForm(value, family) && IPAddress.TryParse(value, out var address) && address.AddressFamily == family);
        return isAddress ? null : new BadValue(
            Rules.BadNetworkAddress, WordOutcome.FatalInUse, $"is not an IPv{(family == AddressFamily.InterNetwork ? 4 : 6)} address",
            "", $"write an address, such as {(family == AddressFamily.InterNetwork ? "192.0.2.1" : "2001:db8::1")}");
    }

    private static BadValue? OfBoolean(Parameter parameter, string value)
    {
        if (MessageOf(() => ParameterValues.Boolean(parameter.Name, value)) is not { } message) return null;
        var first = string.Concat(value.SkipWhile(letter => !char.IsAsciiLetterOrDigit(letter)).TakeWhile(char.IsAsciiLetterOrDigit));
        var meant = OnWords.Contains(first, StringComparer.OrdinalIgnoreCase) ? "yes"
            : OffWords.Contains(first, StringComparer.OrdinalIgnoreCase) ? "no"
            : NameDistance.Nearest(first, ["yes", "no"]);
        var help = meant is null ? $"write `{parameter.Name} = yes` or `{parameter.Name} = no`" : $"write `{parameter.Name} = {meant}`";
        return new BadValue(Rules.BadBoolean, WordOutcome.Fatal, "is neither yes nor no", message, help);
    }

    private static BadValue? OfNumber(Parameter parameter, string value, Func<long> read)
    {
        if (MessageOf(() => read()) is not { } message) return null;
        if (LeadingNumber.Read(value) is var number && number.IsWhole(value) && message.StartsWith("invalid", StringComparison.Ordinal))
            return OutOfRange(parameter, message, parameter.Minimum != 0 && number.Value < parameter.Minimum, "");
        var meant = NumberWithUnit.Bytes(value) is { } bytes
            ? bytes.ToString(CultureInfo.InvariantCulture)
            : number is { Length: > 0, Overflows: false } ? number.Value.ToString(CultureInfo.InvariantCulture) : null;
        var problem = value.Length == 0 ? "is empty" : "is not a number";
        return new BadValue(Rules.BadNumber, WordOutcome.Fatal, problem, message, meant is null ? "write digits only" : $"write `{parameter.Name} = {meant}`");
    }

    private static BadValue? OfTime(Parameter parameter, string value)
    {
        var message = MessageOf(() => ParameterValues.Seconds(parameter.Name, value, parameter.Unit, (int)parameter.Minimum, (int)parameter.Maximum));
        var meant = NumberWithUnit.Time(value);
        if (message is null) return IgnoredUnit(parameter, value, meant);
        if (message.StartsWith("invalid", StringComparison.Ordinal))
        {
            var seconds = ParameterValues.Seconds(parameter.Name, value, parameter.Unit, 0, 0);
            return OutOfRange(parameter, message, parameter.Minimum != 0 && seconds < parameter.Minimum, "s");
        }

        var help = meant is null ? "write a number and a unit: s, m, h, d or w" : $"write `{parameter.Name} = {meant}`";
        return new BadValue(Rules.BadTime, WordOutcome.Fatal, value.Length == 0 ? "is empty" : "is not a time", message, help);
    }

    /// <summary>Postfix reads one letter and ignores the rest: <c>10ms</c> are ten minutes.</summary>
    private static BadValue? IgnoredUnit(Parameter parameter, string value, string? meant)
    {
        var number = LeadingNumber.Read(value);
        var unit = value[number.Length..];
        if (unit.Length < 2 || (meant is not null && meant[^1] == unit[0])) return null;
        return new BadValue(
            Rules.BadTime, WordOutcome.Warning, $"is read as {number.Value}{unit[0]}", "", $"write `{parameter.Name} = {meant ?? $"{number.Value}{unit[0]}"}`")
        {
            Effect = "Postfix ignores the text after the first letter of the unit",
        };
    }

    private static BadValue? OfFeedback(Parameter parameter, string value)
    {
        if (IsFeedback(value)) return null;
        return new BadValue(
            Rules.BadNumber, WordOutcome.Warning, "is not a number from 0 to 1, nor a number divided by another, by concurrency or by sqrt_concurrency",
            $"{parameter.Name}: ignoring malformed or unreasonable feedback: {value}", $"write `{parameter.Name} = 1`")
        {
            Effect = "qmgr(8) uses 1 instead",
        };
    }

    private static bool IsFeedback(string value)
    {
        var parts = value.Split('/', 2);
        if (!double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
        if (parts.Length == 1) return number is >= 0 and <= 1;
        var divisor = parts[1].TrimStart();
        if (divisor.Length is 0 or > MaximumDivisor || divisor.Any(char.IsWhiteSpace)) return false;
        if (divisor.ToLowerInvariant() is "concurrency" or "sqrt_concurrency") return number is >= 0 and <= 1;
        return double.TryParse(divisor, NumberStyles.Float, CultureInfo.InvariantCulture, out var by)
            && number is >= 0 and <= int.MaxValue && by is >= 1.0 / int.MaxValue and <= int.MaxValue && number / by <= 1;
    }

    private static BadValue? OfLength(Parameter parameter, string value)
    {
        if (MessageOf(() => ParameterValues.Text(parameter.Name, value, (int)parameter.Minimum, (int)parameter.Maximum)) is not { } message) return null;
        if (parameter.IsRaw && message.IndexOf(':', StringComparison.Ordinal) is var colon) message = $"{RawLength}({message[RawLength.Length..colon]}){message[colon..]}";
        var problem = value.Length == 0 ? "must not be empty" : $"must have {(parameter.Minimum == parameter.Maximum ? "exactly" : "at most")} {parameter.Maximum} characters";
        return new BadValue(Rules.OutOfRange, WordOutcome.Fatal, problem, message, "write a value, or remove the setting to use the default");
    }

    /// <summary>.NET also reads <c>1.2</c> and addresses in brackets.</summary>
    private static bool HasForm(string value, AddressFamily family) => family == AddressFamily.InterNetwork
        ? value.Count(letter => letter == '.') == 3 && value.All(letter => char.IsAsciiDigit(letter) || letter == '.')
        : value.All(letter => char.IsAsciiHexDigit(letter) || letter is ':' or '.');

    private static BadValue OutOfRange(Parameter parameter, string message, bool isBelow, string unit)
    {
        var limit = (isBelow ? parameter.Minimum : parameter.Maximum).ToString(CultureInfo.InvariantCulture) + unit;
        return new BadValue(
            Rules.OutOfRange, WordOutcome.Fatal, isBelow ? $"is below the minimum {limit}" : $"is above the maximum {limit}", message, $"write `{parameter.Name} = {limit}` or {(isBelow ? "more" : "less")}");
    }

    /// <summary>The message of Postfix's check, or null if it accepts the value.</summary>
    private static string? MessageOf<T>(Func<T> check)
    {
        try
        {
            check();
            return null;
        }
        catch (ConfigurationException exception)
        {
            return exception.Message;
        }
    }
}
