using MapKit.Postfix;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.SaslPasswd;

namespace MapKit.Linting.AcrossTables;

/// <summary>The keys of all sasl_passwd tables that are linted together, as smtp(8) looks them up (docs/formats/table-formats.md#sasl_passwd).</summary>
internal sealed class CredentialKeys
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CredentialKey>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(CredentialKey Key, SaslPasswdPatternKind Kind, LintContext Table, SourcePlace Place)> _limited = [];

    /// <summary>The keys that are looked up only for a certain next hop or sender, and their places.</summary>
    public IReadOnlyList<(CredentialKey Key, SaslPasswdPatternKind Kind, LintContext Table, SourcePlace Place)> Limited => _limited;

    /// <summary>Whether there is a table.</summary>
    public bool IsKnown { get; set; }

    /// <summary>The keys that may be the name of a server: of a mail exchanger, whose name is in no table.</summary>
    private readonly List<string> _serverNames = [];

    /// <summary>Whether credentials also depend on the sender.</summary>
    public bool HasSenders { get; private set; }

    /// <summary>Adds a key.</summary>
    public void Add(string key, LintContext table, SourcePlace place, KeyFolder folder)
    {
        _texts.Add(ByteText.FromBytes(folder.Fold(Latin1Text.Bytes(key))));
        if (SaslPasswdKey.Parse(key).Value is not { } pattern) return;
        if (pattern.Kind == SaslPasswdPatternKind.Name) _serverNames.Add(pattern.Text);
        HasSenders |= pattern.Kind is SaslPasswdPatternKind.Sender or SaslPasswdPatternKind.SenderDomain;
        var (host, port) = pattern.Kind switch
        {
            SaslPasswdPatternKind.Name => (pattern.Text, null),
            SaslPasswdPatternKind.Destination => (pattern.Destination!.Host, pattern.Destination.Port),
            _ => (null, null),
        };
        var found = new CredentialKey(key, port, table.Path, place.Line);
        if (pattern.Kind is SaslPasswdPatternKind.Destination or SaslPasswdPatternKind.Sender or SaslPasswdPatternKind.SenderDomain) _limited.Add((found, pattern.Kind, table, place));
        if (host is null) return;
        if (!_byHost.TryGetValue(host, out var keys)) _byHost[host] = keys = [];
        keys.Add(found);
    }

    /// <summary>Whether Postfix finds a key.</summary>
    public bool Has(string key, KeyFolder folder) => _texts.Contains(ByteText.FromBytes(folder.Fold(Latin1Text.Bytes(key))));

    /// <summary>A key of the same host, and if possible the same port, that is written differently; or null.</summary>
    public CredentialKey? FindSpelling(string host, string? port) =>
        _byHost.TryGetValue(host, out var keys)
            ? keys.Find(key => key.Port is null || port is null || SubmissionPorts.Number(key.Port) == SubmissionPorts.Number(port))
            : null;

    /// <summary>A key of the host, for any port; or null.</summary>
    public CredentialKey? FindHost(string host) => _byHost.TryGetValue(host, out var keys) ? keys[0] : null;

    /// <summary>
    /// Whether a key may be the name of a mail exchanger of a domain, by which Postfix finds the credentials: a name of the same organisation,
    /// which the last two labels tell.
    /// </summary>
    public bool MayNameServerOf(string domain) => _serverNames.Exists(name => OrganisationOf(name).Equals(OrganisationOf(domain), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> OrganisationOf(string name)
    {
        var last = name.LastIndexOf('.');
        var before = last > 0 ? name.LastIndexOf('.', last - 1) : -1;
        return name.AsSpan(before + 1);
    }
}
