namespace MapKit.Lookup.Patterns;

/// <summary>A <c>pcre:</c> table (pcre_table(5), postfix-tables 5.8).</summary>
public sealed class PcreTable : ExpressionTable
{
    private const string TypeName = "pcre";

    private PcreTable(string name, RuleList<ReadOnlySpan<byte>> rules)
        : base(TypeName, name, rules)
    {
    }

    /// <summary>Opens a table and compiles its rules; a rule that is wrong is reported and skipped.</summary>
    /// <param name="name">A file, or rules in braces: <c>{{/expression/ result}, ...}</c>.</param>
    /// <param name="options">The engine, and whom to tell.</param>
    /// <exception cref="LookupException">The file cannot be opened, or there is no engine.</exception>
    public static LookupTable Open(string name, LookupOptions options)
    {
        if (options.Pcre is not { } find) throw LookupException.EngineMissing(TypeName, nameof(options.Pcre), "Pcre2RegularExpressions");
        var engine = find() ?? throw LookupTypes.Unsupported(TypeName);
        using var source = RuleSource.Open(TypeName, name);
        var syntax = new PcreSyntax(engine, new RuleWarnings(TypeName, name, options), options.ValuesAreFiles);
        // What cannot be read to the end is taken as far as it goes, as Postfix does.
        return new PcreTable(name, RuleReader.Read(source, syntax, out _));
    }
}
