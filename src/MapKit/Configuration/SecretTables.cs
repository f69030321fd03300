using System.Text;
using MapKit.Configuration.Clients;
using MapKit.Configuration.References;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Configuration;

/// <summary>Decides which tables contain secrets: by format, by the name of the file, and by the parameters that use them.</summary>
/// <param name="main">main.cf.</param>
/// <param name="master">master.cf.</param>
/// <param name="findSecrets">Finds the tables of the parameters whose tables are secret; null if the configuration cannot be read.</param>
/// <param name="findAll">Finds the tables of all parameters; null if the configuration cannot be read.</param>
internal sealed class SecretTables(ConfigurationText main, ConfigurationText master, Func<TableReferences?> findSecrets, Func<TableReferences?> findAll)
{
    private TableIndex? _ofSecrets;
    private TableIndex? _ofAll;

    private static readonly string[] MapSuffixes = [.. MapKit.Maps.MapTypes.All.Select(MapKit.Maps.MapTypes.SuffixOf).Distinct()];

    /// <summary>Whether the files may contain secrets, not only the names of secret tables.</summary>
    public bool AreInConfiguration => Mentions("static:"u8) || Mentions("inline:"u8) || Mentions("_pw"u8) || Mentions("passw"u8);

    /// <summary>The mask for the secrets of a table.</summary>
    /// <param name="path">The path of its source, its map, or the settings of its client.</param>
    /// <param name="format">The format of the table; null if only the name is known.</param>
    public SecretMask MaskOf(string path, TableFormat? format)
    {
        if (IsClientFile(path)) return SecretMask.ClientSettings;
        if (format?.IsSecret == true || TableFormat.ForFileName(path).IsSecret) return OfCredentials;
        return MaskByUse(path);
    }

    /// <summary>The mask for the answers of a table that a client looks up. The secrets in its settings are not among them.</summary>
    /// <param name="type">The type of the table, such as <c>pgsql</c>.</param>
    /// <param name="path">The settings of the client.</param>
    public SecretMask MaskOfAnswers(string type, string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (name.StartsWith(type, StringComparison.Ordinal)) name = name[type.Length..].TrimStart('-', '_');
        return TableFormat.ForFileName(name).IsSecret ? OfCredentials : MaskByUse(path);
    }

    private SecretMask MaskByUse(string path)
    {
        if (!Mentions("sasl_password_maps"u8) && !Mentions("tls_server_sni_maps"u8)) return SecretMask.None;

        // If the secret tables cannot be determined, every table may be secret.
        if (findSecrets() is not { } references) return OfCredentials;
        var mask = MaskIn(references, path);
        if (!mask.Hides) mask = MaskOfOtherName(references, path);
        return !mask.Hides && references.Problems.Count > 0 && MayBeNamed(path) ? OfCredentials : mask;
    }

    private SecretMask OfCredentials => Mentions("sasl_password_result_delimiter"u8) ? SecretMask.WholeCredentials : SecretMask.Credentials;

    private bool Mentions(ReadOnlySpan<byte> text) => main.Contains(text) || master.Contains(text);

    private SecretMask MaskIn(TableReferences references, string path)
    {
        var names = NamesOf(path).ToHashSet(StringComparer.Ordinal);
        _ofSecrets ??= new TableIndex(references);
        var uses = _ofSecrets.Find(names).SelectMany(table => table.Uses).ToArray();
        return Array.Exists(uses, use => use.Role.Format.IsSecret) ? OfCredentials
            : Array.Exists(uses, use => use.Role.ValuesAreFiles) ? SecretMask.PrivateKeys
            : references.IsInSecretSetting(names) ? OfCredentials
            : SecretMask.None;
    }

    /// <summary>The mask for a file that has several names (hard links), one of which is that of a secret table.</summary>
    private SecretMask MaskOfOtherName(TableReferences references, string path)
    {
        if (!LibC.IsSupported || FileStatus.TryAt(path) is not { Links: > 1, IsRegular: true } status) return SecretMask.None;
        var uses = references.Tables.Where(table => table.Name.StartsWith('/') && Leads(table.Name)).SelectMany(table => table.Uses).ToArray();
        return Array.Exists(uses, use => use.Role.Format.IsSecret) || references.PathsInSecretSettings().Any(Leads) ? OfCredentials
            : Array.Exists(uses, use => use.Role.ValuesAreFiles) ? SecretMask.PrivateKeys
            : SecretMask.None;

        bool Leads(string name) => MapSuffixes.Prepend("").Any(suffix => IsFile(name + suffix, status.Identity));
    }

    private static bool IsFile(string path, FileIdentity file) => LibC.IsSupported && FileStatus.TryAt(path)?.Identity == file;

    /// <summary>Whether a parameter that cannot be evaluated may name the file.</summary>
    private bool MayBeNamed(string path) => NamesOf(path).Any(name => Mentions(Encoding.UTF8.GetBytes(Path.GetFileName(name))));

    private bool IsClientFile(string path)
    {
        var name = Path.GetFileName(path);
        if (MapSuffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } mapSuffix) name = name[..^mapSuffix.Length];
        if (ClientType.ForFileName(name) is not null) return true;
        if (!main.ContainsFileName(Encoding.UTF8.GetBytes(name)) && !master.ContainsFileName(Encoding.UTF8.GetBytes(name))) return false;
        var names = NamesOf(path).ToHashSet(StringComparer.Ordinal);
        if (_ofAll is null && findAll() is { } references) _ofAll = new TableIndex(references);
        return _ofAll?.Find(names).Any(table => ClientType.ByName(table.Type) is not null) == true;
    }

    /// <summary>The files that a path may mean: the path, its link target, and the sources of both if they are maps.</summary>
    private static IEnumerable<string> NamesOf(string path)
    {
        foreach (var name in NamesOfFile(path))
        {
            yield return name;
            foreach (var suffix in MapSuffixes)
            {
                if (name.EndsWith(suffix, StringComparison.Ordinal)) yield return name[..^suffix.Length];
            }
        }
    }

    private static IEnumerable<string> NamesOfFile(string path)
    {
        if (path.Length == 0) yield break;
        var whole = Path.GetFullPath(path);
        yield return whole;
        if (TargetOf(whole) is { } target) yield return target;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return FileRoot.IsForeign ? null : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error is reported when the file is opened.
            return null;
        }
    }

    /// <summary>Tables by the files that they may mean. There may be thousands, and each of them is looked up.</summary>
    private sealed class TableIndex
    {
        private readonly Dictionary<string, List<TableReference>> _byName = new(StringComparer.Ordinal);

        public TableIndex(TableReferences references)
        {
            foreach (var table in references.Tables.Where(table => table.Name.StartsWith('/')))
            {
                foreach (var name in NamesOfFile(table.Name))
                {
                    if (!_byName.TryGetValue(name, out var tables)) _byName.Add(name, tables = []);
                    tables.Add(table);
                }
            }
        }

        public IEnumerable<TableReference> Find(IEnumerable<string> names) => names.SelectMany(name => _byName.GetValueOrDefault(name) ?? []).Distinct();
    }
}
