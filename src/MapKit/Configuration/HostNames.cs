using System.Runtime.InteropServices;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>The name of this host and what Postfix does with it: the defaults of <c>myhostname</c> and <c>mydomain</c>.</summary>
internal sealed partial class HostNames
{
    private const string DefaultDomainName = "localdomain";
    private const int LongestSystemName = 256;
    private const int ShownLength = 100;

    private readonly Action<DiagnosticRule, string> _warn;
    private string? _systemName;

    /// <summary>Creates the names.</summary>
    /// <param name="systemName">The host's name; null asks the system when it is needed.</param>
    /// <param name="warn">Takes a warning in Postfix's wording.</param>
    public HostNames(string? systemName, Action<DiagnosticRule, string> warn)
    {
        _systemName = systemName is null ? null : ByteText.FromText(systemName);
        _warn = warn;
    }

    /// <summary>The default of <c>myhostname</c>: the host's name, with a domain if it has none.</summary>
    /// <param name="domain">The value of <c>mydomain</c> if it is set.</param>
    /// <exception cref="ConfigurationException">Postfix does not accept the host's name.</exception>
    public string DefaultHostName(string? domain)
    {
        _systemName ??= SystemName();
        if (!IsValid(_systemName)) throw new ConfigurationException("unable to use my own hostname");
        return _systemName.Contains('.') ? _systemName : $"{_systemName}.{domain ?? DefaultDomainName}";
    }

    /// <summary>The default of <c>mydomain</c>.</summary>
    /// <param name="hostName">The value of <c>myhostname</c>.</param>
    public static string DefaultDomain(string hostName)
    {
        var dot = hostName.IndexOf('.');
        return dot < 0 ? DefaultDomainName : hostName[(dot + 1)..];
    }

    /// <summary>Whether Postfix accepts a text as a host name; warns if not.</summary>
    public bool IsValid(string name)
    {
        if (name.Length == 0) return Refuse("empty hostname");
        var shown = SettingText.Cut(name, ShownLength);
        var labelLength = 0;
        var isNumeric = true;
        for (var i = 0; i < name.Length; i++)
        {
            var isLast = i + 1 == name.Length;
            switch (name[i])
            {
                case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'):
                    if (++labelLength > PostfixLimits.HostLabel) return Refuse($"hostname label too long: {shown}");
                    isNumeric &= char.IsAsciiDigit(name[i]);
                    break;
                case '.':
                    if (labelLength == 0 || isLast) return Refuse($"misplaced delimiter: {shown}");
                    labelLength = 0;
                    break;
                case '-':
                    isNumeric = false;
                    if (++labelLength == 1 || isLast || name[i + 1] == '.') return Refuse($"misplaced hyphen: {shown}");
                    break;
                default:
                    return Refuse($"invalid character {(int)name[i]}(decimal): {shown}");
            }
        }

        if (isNumeric) return Refuse($"numeric hostname: {shown}");
        return name.Length <= PostfixLimits.HostName || Refuse($"bad length {name.Length} for {shown}...");
    }

    private bool Refuse(string why)
    {
        _warn(Rules.BadHostName, "valid_hostname: " + why);
        return false;
    }

    private static string SystemName()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser()) return ByteText.FromText(Environment.MachineName);
        Span<byte> name = stackalloc byte[LongestSystemName + 1];
        if (GetHostName(name, name.Length) < 0) throw new ConfigurationException($"gethostname: {Marshal.GetLastPInvokeErrorMessage()}");
        name[LongestSystemName] = 0;
        return SettingText.UpToNul(name);
    }

    [LibraryImport("libc", EntryPoint = "gethostname", SetLastError = true)]
    private static partial int GetHostName(Span<byte> name, nint size);
}
