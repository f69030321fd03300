using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.ServerSni;

/// <summary>One entry of a table of <c>tls_server_sni_maps</c>: the files with the key and the certificates for a name.</summary>
/// <param name="Name">The name that the client requests, or <c>.domain</c> for all names below a domain.</param>
/// <param name="Files">The files, in their order.</param>
public sealed record ServerSniEntry(string Name, IReadOnlyList<string> Files) : TableEntry
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.ServerSni;

    /// <inheritdoc/>
    internal override string KeyText => Name;

    /// <inheritdoc/>
    internal override string ValueText => string.Join(", ", Files);

    /// <inheritdoc/>
    public bool Equals(ServerSniEntry? other) => other is not null && Name == other.Name && Files.SequenceEqual(other.Files);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Files.Count);

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        !value.IsEmpty && value[0] != ',' && HostName.IsCommonName(key.StartsWith("."u8) ? key[1..] : key) && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static ServerSniEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(key, value, ParseName, ParseFiles, static (name, files) => new ServerSniEntry(name, files), out problems);

    /// <summary>The files of a value, one character per byte.</summary>
    internal static string[] FilesIn(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new ServerSniEntry(LosslessText.FromLatin1(Name), [.. Files.Select(file => LosslessText.FromLatin1(file))]);

    private static ParsedValue<IReadOnlyList<string>> ParseFiles(string value)
    {
        var files = FilesIn(value);
        return new ParsedValue<IReadOnlyList<string>>(files.Length > 0 ? files : null, []);
    }

    private static ParsedValue<string> ParseName(string key)
    {
        var problems = new List<ValueProblem>();
        if (PatternCheck.ReportRegularExpression(key, problems)) return new ParsedValue<string>(null, problems);
        var star = key.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0)
        {
            problems.Add(PatternCheck.InKey(
                Rules.WildcardInKey, star, 1, "a * in a key is not a wildcard; Postfix never finds the entry", ".example.com matches every name below the domain"));
        }
        else if (!HostGrammar.Name.Matches(key.StartsWith('.') ? key[1..] : key, out _))
        {
            problems.Add(PatternCheck.NeverLookedUp(0, key.Length, "Postfix looks up the name that the client requests; this is not the name of a host", "write the name of the server, or .domain for all names below it"));
        }

        return new ParsedValue<string>(problems.Count == 0 ? key : null, problems);
    }
}
