using MapKit.Entries;

namespace MapKit.Tables;

/// <summary>
/// One table format: how its source is read and how its entries are checked. A row of <see cref="All"/>; each row is a
/// <see cref="TableFormat{TEntry}"/>, which reads typed entries.
/// </summary>
public abstract partial class TableFormat
{
    /// <summary>Length limit of a value that is checked, in bytes: real values are shorter, and the grammars need memory for each byte.</summary>
    internal const int LongestExplained = 1 << 20;

    /// <summary>The name suffixes of pattern tables, whose keys are in no format here.</summary>
    private static readonly string[] RuleEndings = ["pcre", "regexp", "regex", "cidr"];

    private readonly EntryRecognizer _isCommon;

    private protected TableFormat(string name, EntryRecognizer isCommon)
    {
        Name = name;
        FileNamePrefixes = [name];
        _isCommon = isCommon;
    }

    /// <summary>Checks without allocating whether an entry has a common shape without problems.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    internal delegate bool EntryRecognizer(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>The name, as <c>-f</c> takes it.</summary>
    public string Name { get; }

    /// <summary>The prefixes of its file names, with <c>_</c> for each <c>-</c>. Those of the plain format except files from another's.</summary>
    internal IReadOnlyList<string> FileNamePrefixes { get; init; }

    /// <summary>Finds the problems of a value alone, as results of pattern tables have no key of the format. None for the plain format.</summary>
    internal Func<string, IReadOnlyList<ValueProblem>> CheckValue { get; init; } = static _ => [];

    /// <summary>Whether Postfix skips rules of pattern tables whose results have <c>$1</c> or the like (<c>DICT_FLAG_NO_REGSUB</c>).</summary>
    internal bool RefusesSubstitution { get; init; }

    /// <summary>The syntax of its source.</summary>
    public SourceSyntax Syntax { get; internal init; }

    /// <summary>Whether nearly any table fits it: where a table has several uses, another format says more of its values.</summary>
    internal bool IsWeak { get; init; }

    /// <summary>Whether values are secret.</summary>
    public bool IsSecret { get; internal init; }

    /// <summary>The format of a name.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <returns>The format, or null if there is none of that name.</returns>
    public static TableFormat? ByName(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>
    /// The format for a file name: <c>/etc/postfix/transport.local</c> is a transport table. The longest prefix decides.
    /// A name that ends in the type of a pattern table is ignored, unless the format is secret.
    /// </summary>
    /// <param name="path">The path; only the text after the last slash is used.</param>
    /// <returns>The format; plain if no prefix matches.</returns>
    public static TableFormat ForFileName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var found = ForRules(path);
        return RuleEndingOf(path) is not null && !found.IsSecret ? Plain : found;
    }

    /// <summary>As <see cref="ForFileName"/>, for the results of a table of patterns: <c>client_access.cidr</c> has those of an access table.</summary>
    /// <param name="path">The path; only the text after the last slash is used.</param>
    internal static TableFormat ForRules(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..].Replace('-', '_');
        TableFormat found = Plain;
        var longest = 0;
        foreach (var format in All)
        {
            foreach (var prefix in format.FileNamePrefixes)
            {
                if (prefix.Length <= longest || !name.StartsWith(prefix, StringComparison.Ordinal)) continue;
                (found, longest) = (format, prefix.Length);
            }
        }

        return found;
    }

    /// <summary>The type of a table of patterns with which the name of a file ends, or null.</summary>
    internal static string? RuleEndingOf(string path) =>
        Array.Find(RuleEndings, ending => path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Whether an entry has a common shape without problems. Allocates nothing.</summary>
    /// <param name="key">The key as it is stored, before folding.</param>
    /// <param name="value">The value as it is stored.</param>
    /// <returns>True only if <see cref="Check"/> finds nothing.</returns>
    internal bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _isCommon(key, value);

    /// <summary>All problems of an entry: findings in the key first. Time and memory are linear in the length.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte.</param>
    internal abstract IReadOnlyList<ValueProblem> Check(string key, string value);

    /// <summary>Creates an entry from the bytes of its key and its value, or null if Postfix cannot use it.</summary>
    internal abstract TableEntry? EntryOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Reads a line that has been written.</summary>
    /// <param name="line">The line.</param>
    /// <param name="utf8">Whether UTF-8 mode is on.</param>
    /// <returns>The entry, or null if the line does not give exactly one.</returns>
    internal abstract TableEntry? ReadBack(ReadOnlySpan<byte> line, bool utf8);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
