namespace MapKit.Tables.Lists;

/// <summary>
/// Finds patterns without effect because of their place: the first pattern that matches decides, so an exception must precede what it is an
/// exception from.
/// </summary>
/// <param name="use">The list.</param>
internal sealed class MatchListOrder(MatchListUse use)
{
    /// <summary>A list of this many comparisons is not checked further.</summary>
    private const int MostComparisons = 10_000_000;

    private readonly List<Item> _items = [];
    private int _comparisons;

    /// <summary>Adds the next pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="isChecked">Whether it is checked itself, not only its effect on others.</param>
    public void Add(MatchPattern pattern, bool isChecked) => _items.Add(new Item(pattern, pattern.IsNegated, isChecked));

    /// <summary>Finds the patterns without effect.</summary>
    /// <param name="othersMayFollow">Whether unknown patterns may follow.</param>
    /// <returns>Each with the earlier pattern that matches all that it matches; null if no later pattern matches what it excludes.</returns>
    public IEnumerable<(MatchPattern Pattern, MatchPattern? Earlier)> Find(bool othersMayFollow)
    {
        var negated = _items.Select((item, index) => (item, index)).Where(entry => entry.item.IsNegated).Select(entry => entry.index).ToArray();
        if (negated.Length == 0) yield break;
        foreach (var index in Enumerable.Range(0, _items.Count).Where(index => _items[index].IsChecked))
        {
            var item = _items[index];
            if (_comparisons > MostComparisons) yield break;
            var earlier = item.IsNegated ? Enumerable.Range(0, index).Where(other => !_items[other].IsNegated) : negated.TakeWhile(other => other < index);
            if (FirstOrNull(earlier, other => Covers(other.Pattern, item.Pattern)) is { } wider) yield return (item.Pattern, wider);
            else if (item.IsNegated && !othersMayFollow && !IsException(item.Pattern, index)) yield return (item.Pattern, null);
        }
    }

    private bool IsException(MatchPattern pattern, int index) =>
        FirstOrNull(Enumerable.Range(index + 1, _items.Count - index - 1).Where(other => !_items[other].IsNegated), other => MayOverlap(pattern, other.Pattern)) is not null;

    private MatchPattern? FirstOrNull(IEnumerable<int> indices, Func<Item, bool> isWanted)
    {
        foreach (var index in indices)
        {
            _comparisons++;
            if (isWanted(_items[index])) return _items[index].Pattern;
        }

        return null;
    }

    private bool MayOverlap(MatchPattern first, MatchPattern second) =>
        first.Kind != second.Kind || first.Kind is MatchPatternKind.Table or MatchPatternKind.File || Covers(first, second) || Covers(second, first);

    private bool Covers(MatchPattern wider, MatchPattern narrower)
    {
        if (wider.Network is { } network) return narrower.Network is { } other && network.Contains(other);
        if (wider.Kind != MatchPatternKind.Name || narrower.Kind != MatchPatternKind.Name) return false;
        if (wider.Text.Equals(narrower.Text, StringComparison.OrdinalIgnoreCase)) return true;
        if (use.Kind is MatchListKind.WholeDomains or MatchListKind.Words || !narrower.Text.EndsWith(wider.Text, StringComparison.OrdinalIgnoreCase)) return false;
        return wider.Text.StartsWith('.') ? use.CoversSubdomains != true : use.CoversSubdomains != false && narrower.Text[^(wider.Text.Length + 1)] == '.';
    }

    private readonly record struct Item(MatchPattern Pattern, bool IsNegated, bool IsChecked);
}
