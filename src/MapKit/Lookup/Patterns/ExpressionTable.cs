using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>A table of regular expressions: the first rule that matches the key, as it is and unfolded, answers.</summary>
public abstract class ExpressionTable : LookupTable
{
    private readonly RuleList<ReadOnlySpan<byte>> _rules;

    private protected ExpressionTable(string type, string name, RuleList<ReadOnlySpan<byte>> rules)
        : base(type, name) => _rules = rules;

    /// <inheritdoc/>
    public override bool HasFixedKeys => false;

    /// <inheritdoc/>
    public override SourcePlace? PlaceOfAnswer => _rules.LastMatch?.Place;

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        if (_rules.FirstMatch(key) is not { } rule)
        {
            value = default;
            return false;
        }

        value = rule.Result!.Of(key, ((ExpressionTest)rule.Test!).Groups);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _rules.Dispose();
        base.Dispose(disposing);
    }
}
