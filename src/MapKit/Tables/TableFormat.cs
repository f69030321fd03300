using MapKit.Entries;
using MapKit.Tables.Aliases;
using MapKit.Tables.Generic;
using MapKit.Tables.SaslPasswd;
using MapKit.Tables.Transport;

namespace MapKit.Tables;

/// <summary>One format of table: how its source is read and how its entries are judged. A row of <see cref="All"/>.</summary>
public sealed class TableFormat
{
    /// <summary>Any table of keys and values; nothing is known of either.</summary>
    public static readonly TableFormat Plain = new("plain", (_, _) => true, (_, _) => []) { FileNamePrefix = null };

    /// <summary>transport(5).</summary>
    public static readonly TableFormat Transport = new(
        "transport",
        (key, value) => TransportValue.IsCommon(value) && TransportKey.IsCommon(key),
        (key, value) => [.. TransportKey.Parse(key).Problems, .. TransportValue.Parse(value).Problems]);

    /// <summary>generic(5).</summary>
    public static readonly TableFormat Generic = new(
        "generic",
        (key, value) => GenericValue.IsCommon(value) && GenericKey.IsCommon(key),
        (key, value) => [.. GenericKey.Parse(key).Problems, .. GenericValue.Parse(value).Problems]);

    /// <summary>The table of <c>smtp_sasl_password_maps</c>.</summary>
    public static readonly TableFormat SaslPasswd = new(
        "sasl_passwd",
        (key, value) => SaslPasswdValue.IsCommon(value) && SaslPasswdKey.IsCommon(key),
        (key, value) => [.. SaslPasswdKey.Parse(key).Problems, .. SaslPasswdValue.Parse(value).Problems])
    { IsSecret = true };

    /// <summary>aliases(5).</summary>
    public static readonly TableFormat Aliases = new(
        "aliases",
        (key, value) => AliasValue.IsCommon(value) && AliasKey.IsCommon(key),
        (key, value) => [.. AliasKey.Parse(key).Problems, .. AliasValue.Parse(value).Problems])
    { Syntax = SourceSyntax.Aliases };

    private readonly EntryRecognizer _isCommon;
    private readonly Func<string, string, IReadOnlyList<ValueProblem>> _check;

    private TableFormat(string name, EntryRecognizer isCommon, Func<string, string, IReadOnlyList<ValueProblem>> check)
    {
        Name = name;
        FileNamePrefix = name;
        _isCommon = isCommon;
        _check = check;
    }

    /// <summary>Every format, the plain one first.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [Plain, Transport, Generic, SaslPasswd, Aliases];

    /// <summary>The name, as <c>-f</c> takes it.</summary>
    public string Name { get; }

    /// <summary>How the names of its files begin, or null for the plain format.</summary>
    public string? FileNamePrefix { get; private init; }

    /// <summary>How the lines of its source are read.</summary>
    public SourceSyntax Syntax { get; private init; }

    /// <summary>Whether values must not be shown.</summary>
    public bool IsSecret { get; private init; }

    /// <summary>The format of a name.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <returns>The format, or null if there is none of that name.</returns>
    public static TableFormat? ByName(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format that the name of a file suggests: <c>/etc/postfix/transport.local</c> is a transport table.</summary>
    /// <param name="path">The path; only what follows the last slash counts.</param>
    /// <returns>The format; the plain one where the name says nothing.</returns>
    public static TableFormat ForFileName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return All.FirstOrDefault(format => format.FileNamePrefix is { } prefix && name.StartsWith(prefix, StringComparison.Ordinal)) ?? Plain;
    }

    /// <summary>Whether an entry has a common shape that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key as it is stored, before folding.</param>
    /// <param name="value">The value as it is stored.</param>
    /// <returns>True only where <see cref="Check"/> finds nothing.</returns>
    public bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _isCommon(key, value);

    /// <summary>All that is wrong with an entry: findings in the key first. Time and memory grow with the length only.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte.</param>
    public IReadOnlyList<ValueProblem> Check(string key, string value) => _check(key, value);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
