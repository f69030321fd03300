using System.Text.RegularExpressions;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Services;

/// <summary>Files of keys, certificates and authorities that do not exist.</summary>
internal sealed partial class TlsFileRule : IConfigurationRule
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];
    private static readonly string[] Mandatory = ["encrypt", "dane-only", "fingerprint", "verify", "secure"];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new TlsFileRule(), Rules.MissingTlsFile);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var (setting, service) in system.Settings())
        {
            if (!ReferenceEquals(system.Configuration.Find(setting.Name, service), setting)) continue;
            if (Parameter().Match(setting.RawName) is not { Success: true } match || system.ValueOrNull(setting.RawName, service) is not { Text.Length: > 0 } value) continue;
            var side = match.Groups["side"].Value;
            if (IsOn(system, side, service)) Check(system, setting, value, match.Groups["what"].Value, side, service);
        }
    }

    private static void Check(MailSystem system, Setting setting, ParameterValue value, string what, string side, MasterService? service)
    {
        foreach (var name in what.StartsWith("chain", StringComparison.Ordinal) || what.StartsWith("trust", StringComparison.Ordinal) ? value.Text.Split(Separators, StringSplitOptions.RemoveEmptyEntries) : [value.Text])
        {
            var path = ByteText.ToText(name);
            if (!path.StartsWith('/') || (what == "CApath" ? FilePresence.FolderExists(path) : FilePresence.FileExists(path))) continue;

            // smtpd works without the file of authorities; a client needs the folder only for verification.
            var isMandatory = what != "CApath" && Mandatory.Contains(system.ValueOf($"{side}_tls_security_level", service), StringComparer.OrdinalIgnoreCase);
            var effect = what switch
            {
                "CApath" => "certificates signed by its authorities are not trusted",
                var dh when dh.StartsWith("dh", StringComparison.Ordinal) => $"{side}(8) logs a warning and uses its own parameters",
                _ when side is "smtp" or "lmtp" => $"{side}(8) logs a warning and does not use TLS, so that mail that requires TLS is deferred",
                _ => $"{side}(8) logs a warning and offers no TLS{(isMandatory ? ", so that it accepts no mail" : "")}",
            };
            system.Report(Rules.MissingTlsFile, setting, setting.ValuePlace, $"{setting.Name}: {path} does not exist; {effect}", "create the file, or correct its name", isMandatory && !what.StartsWith("dh", StringComparison.Ordinal) ? Severity.Error : null);
        }
    }

    private static bool IsOn(MailSystem system, string side, MasterService? service) =>
        system.ValueOf($"{side}_tls_security_level", service) is { Length: > 0 } level ? !level.Equals("none", StringComparison.OrdinalIgnoreCase)
        : system.ValueOf($"{side}_use_tls", service).Equals("yes", StringComparison.OrdinalIgnoreCase) || system.ValueOf($"{side}_enforce_tls", service).Equals("yes", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(?<side>smtpd|smtp|lmtp)_tls_(?<what>(d|ec)?cert_file|(d|ec)?key_file|chain_files|CAfile|CApath|dh1024_param_file|dh512_param_file|trust_anchor_file)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
