using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>Which tables a rule applies to. By default: every table that can be compiled to a map, when linting and when compiling.</summary>
internal sealed record RuleScope
{
    /// <summary>Applies to tables of some formats.</summary>
    /// <param name="formats">The formats; none for all.</param>
    public RuleScope(params IReadOnlyList<TableFormat> formats) => Formats = formats;

    /// <summary>The formats; empty for all.</summary>
    public IReadOnlyList<TableFormat> Formats { get; }

    /// <summary>Whether the rule also applies to tables of patterns and networks (pcre, regexp, cidr).</summary>
    public bool WithPatternTables { get; init; }

    /// <summary>Whether the rule runs when a map is compiled. If not, it is too slow for that, or of interest only to <c>lint</c>.</summary>
    public bool WhenCompiling { get; init; } = true;

    /// <summary>Whether the findings depend on more than the text of the table: on files that it names, or on its permissions.</summary>
    public bool LooksOutside { get; init; }

    /// <summary>Whether the rule applies to tables of a format.</summary>
    public bool HasFormat(TableFormat format) => Formats.Count == 0 || Formats.Contains(format);

    /// <summary>Whether the rule applies to a table.</summary>
    public bool Includes(LintContext table) =>
        HasFormat(table.Format) && (WhenCompiling || !table.ForCompile) && (WithPatternTables || !table.IsPatternTable);
}
