using System.Text;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Lookup.Patterns;

/// <summary>How tables of rules are recognised.</summary>
internal static class RuleTableTypes
{
    /// <summary>The tables of header_checks(5) contain rules in every manual, but their names have no suffix for it.</summary>
    private static readonly string[] MessageChecks = ["header_checks", "body_checks"];

    /// <summary>The number of bytes that <see cref="ForContent"/> examines.</summary>
    public const int Examined = 4096;

    private const int Fewest = 2;

    /// <summary>The type for the first lines of a file: at least two rules, and all of them begin with an expression between slashes.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <returns>The type; null for any other content.</returns>
    public static RuleTableType? ForContent(ReadOnlySpan<byte> start)
    {
        var rules = 0;
        foreach (var range in start.Split((byte)'\n'))
        {
            // The last line may be cut off.
            var line = start[range];
            if (range.End.Value == start.Length && start.Length == Examined) break;
            if (line.IsEmpty || line[0] == '#' || AsciiSpace.IsSpace(line[0]) || IsCondition(line)) continue;
            if (!IsExpression(line)) return null;
            rules++;
        }

        return rules >= Fewest ? RuleTableType.RegexpOrPcre : null;
    }

    private static bool IsCondition(ReadOnlySpan<byte> line) =>
        Ascii.EqualsIgnoreCase(line.TrimEnd((byte)'\r'), "endif"u8) || (line.Length > 4 && Ascii.EqualsIgnoreCase(line[..3], "if "u8) && IsExpression([.. line[3..], (byte)' ']));

    /// <summary>Whether a line begins with <c>/expression/flags</c> and whitespace.</summary>
    private static bool IsExpression(ReadOnlySpan<byte> line)
    {
        if (line[0] == '!') line = line[1..];
        if (line.Length < 3 || line[0] != '/') return false;
        var end = 1;
        while (end < line.Length && line[end] != '/') end += line[end] == '\\' ? 2 : 1;
        for (end++; end < line.Length && char.IsAsciiLetter((char)line[end]); end++)
        {
        }

        return end < line.Length && AsciiSpace.IsSpace(line[end]);
    }

    /// <summary>The type of a name such as <c>pcre</c>, in front of the colon of a table.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The type, or null for another name.</returns>
    public static RuleTableType? ByName(string name) => name switch
    {
        "regexp" => RuleTableType.Regexp,
        "pcre" => RuleTableType.Pcre,
        "cidr" => RuleTableType.Cidr,
        _ => null,
    };

    /// <summary>The type for a file name: <c>client_access.cidr</c>, <c>helo-pcre</c>, <c>header_checks</c>.</summary>
    /// <param name="path">The path; only the text after the last slash is used.</param>
    /// <returns>The type; null if the name suggests none.</returns>
    public static RuleTableType? ForFileName(string path)
    {
        if (TableFormat.RuleEndingOf(path) is { } ending) return ending == "regex" ? RuleTableType.Regexp : ByName(ending);
        var name = path[(path.LastIndexOf('/') + 1)..].Replace('-', '_');
        return Array.Exists(MessageChecks, part => name.Contains(part, StringComparison.Ordinal)) ? RuleTableType.RegexpOrPcre : null;
    }
}

/// <summary>
/// The table types whose lines are rules: Postfix reads their source directly, without a map
/// (docs/formats/pattern-tables.md#tables-without-a-map-file).
/// </summary>
public enum RuleTableType
{
    /// <summary>regexp_table(5).</summary>
    Regexp,

    /// <summary>pcre_table(5).</summary>
    Pcre,

    /// <summary>cidr_table(5).</summary>
    Cidr,

    /// <summary>Either regexp or pcre; the name does not show which (header_checks(5), body_checks(5)).</summary>
    RegexpOrPcre,
}
