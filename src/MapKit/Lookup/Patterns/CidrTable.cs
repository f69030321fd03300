using MapKit.Source;
using MapKit.Tables.Hosts;

namespace MapKit.Lookup.Patterns;

/// <summary>A <c>cidr:</c> table of networks (cidr_table(5), docs/formats/pattern-tables.md#networks). A key that is not an IP address is not found.</summary>
internal sealed class CidrTable : LookupTable
{
    private const string TypeName = "cidr";

    private readonly RuleList<NetworkAddress> _rules;

    private CidrTable(string name, RuleList<NetworkAddress> rules)
        : base(TypeName, name) => _rules = rules;

    /// <inheritdoc/>
    public override bool HasFixedKeys => false;

    /// <inheritdoc/>
    public override SourcePlace? PlaceOfAnswer => _rules.LastMatch?.Place;

    /// <summary>Opens a table; an invalid rule is reported and skipped.</summary>
    /// <param name="name">A file, or rules in braces: <c>{{192.0.2.0/24 result}, ...}</c>.</param>
    /// <param name="options">Where warnings go.</param>
    /// <exception cref="LookupException">The file cannot be opened or read.</exception>
    public static LookupTable OpenCidr(string name, LookupOptions options)
    {
        using var source = RuleSource.Open(TypeName, name);
        var syntax = new CidrSyntax(new RuleWarnings(TypeName, name, options), options.ValuesAreFiles);
        var rules = RuleReader.Read(source, syntax, out var failure);
        if (failure is null) return new CidrTable(name, rules);
        throw new LookupException($"cidr map {ByteText.FromText(name)}: read error: {failure}");
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!NetworkAddress.TryParse(key, out var address) || _rules.FirstMatch(address) is not { } rule) return false;
        value = rule.Result!.Expand(default, default);
        return true;
    }
}
