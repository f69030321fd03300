using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>
/// A <c>regexp:</c> or <c>pcre:</c> table: the first rule whose expression matches the unfolded key gives the answer
/// (regexp_table(5), pcre_table(5), docs/formats/pattern-tables.md).
/// </summary>
internal sealed class ExpressionTable : LookupTable
{
    private readonly RuleList<ReadOnlySpan<byte>> _rules;

    private ExpressionTable(string type, string name, RuleList<ReadOnlySpan<byte>> rules)
        : base(type, name) => _rules = rules;

    /// <inheritdoc/>
    public override bool HasFixedKeys => false;

    /// <inheritdoc/>
    public override SourcePlace? PlaceOfAnswer => _rules.LastMatch?.Place;

    /// <summary>Opens a <c>regexp:</c> table and compiles its rules; an invalid rule is reported and skipped.</summary>
    /// <param name="name">A file, or rules in braces: <c>{{/expression/ result}, ...}</c>.</param>
    /// <param name="options">The engine, and where warnings go.</param>
    /// <exception cref="LookupException">The file cannot be opened, or there is no engine.</exception>
    public static LookupTable OpenRegexp(string name, LookupOptions options) => Open(
        "regexp", name, options, options.Regexp ?? throw LookupException.EngineMissing("regexp", nameof(options.Regexp), "PosixRegularExpressions"),
        static (engine, warnings, options) => new RegexpSyntax(engine, warnings, options));

    /// <summary>Opens a <c>pcre:</c> table, as <see cref="OpenRegexp"/>.</summary>
    /// <param name="name">A file, or rules in braces: <c>{{/expression/ result}, ...}</c>.</param>
    /// <param name="options">The engine, and where warnings go.</param>
    /// <exception cref="LookupException">The file cannot be opened, or there is no engine.</exception>
    public static LookupTable OpenPcre(string name, LookupOptions options) => Open(
        "pcre", name, options, options.Pcre ?? throw LookupException.EngineMissing("pcre", nameof(options.Pcre), "Pcre2RegularExpressions"),
        static (engine, warnings, options) => new PcreSyntax(engine, warnings, options));

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        if (_rules.FirstMatch(key) is not { } rule)
        {
            value = default;
            return false;
        }

        value = rule.Result!.Expand(key, ((ExpressionTest)rule.Test!).Groups);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _rules.Dispose();
        base.Dispose(disposing);
    }

    private static ExpressionTable Open(
        string type, string name, LookupOptions options, Func<IPatternEngine?> find, Func<IPatternEngine, RuleWarnings, LookupOptions, ExpressionSyntax> create)
    {
        var engine = find() ?? throw LookupTypes.Unsupported(type);
        using var source = RuleSource.Open(type, name);

        // If a source cannot be read to its end, the lines before the error are used, as in Postfix.
        return new ExpressionTable(type, name, RuleReader.Read(source, create(engine, new RuleWarnings(type, name, options), options), out _));
    }
}
