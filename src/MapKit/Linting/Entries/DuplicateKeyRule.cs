using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;

namespace MapKit.Linting.Entries;

/// <summary>
/// What the road to the records does not know of a repeated key: whether the values differ, in which case an entry is lost, and
/// whether the keys are the same only after folding. Its findings take the place of the others. Of all entries it keeps those
/// that have been repeated.
/// </summary>
internal sealed class DuplicateKeyRule : ITableRule
{
    private readonly LintContext _context;
    private readonly KeyFolder _folder;
    private readonly Dictionary<(int Line, int Column), int> _told = [];
    private readonly Dictionary<int, Earlier> _earlier = [];

    /// <summary>Creates a rule for a table in which keys are repeated.</summary>
    public DuplicateKeyRule(LintContext context)
    {
        _context = context;
        _folder = new KeyFolder(context.Folding);
        for (var i = 0; i < context.Findings.Count; i++)
        {
            if (context.Findings[i] is not { Place: { } place, RelatedLine: > 0 and var line } finding || finding.Rule != Rules.DuplicateKey) continue;
            _told[(place.Line, place.Column)] = i;
            _earlier.TryAdd(line, Earlier.Unread);
        }
    }

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        var line = entry.Line.FirstLine;
        if (_told.Count > 0 && _told.Remove((entry.KeyPlace.Line, entry.KeyPlace.Column), out var index)) Report(entry, index);
        if (_earlier.ContainsKey(line)) _earlier[line] = new Earlier(entry.Key.ToArray(), entry.InternalKey.ToArray(), entry.Value.ToArray());
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private void Report(in Entry entry, int index)
    {
        var finding = _context.Findings[index];
        var earlier = _earlier[finding.RelatedLine];

        // An alias is stored in both forms of its name, either of which may be taken.
        var isInternal = !IsSame(entry.Key, earlier.Key) && !IsSame(entry.Key, earlier.InternalKey);
        var key = isInternal ? entry.InternalKey : entry.Key;
        var earlierKey = IsSame(key, earlier.Key) ? earlier.Key : earlier.InternalKey;
        var isSameValue = earlier.Value.AsSpan().SequenceEqual(entry.Value);
        var first = Number(finding.RelatedLine);
        var which = earlierKey.AsSpan().SequenceEqual(key)
            ? $"{_context.Show(key)} is there already, on line {first}"
            : _context.Format.IsSecret
                ? $"the key is that of line {first} in another case"
                : $"{_context.Show(key)} is the same key as {_context.Show(earlierKey)} on line {first} (both are stored as {_context.Show(_folder.Fold(key))})";
        _context.Replace(index, finding with
        {
            Message = $"{which}, with {(isSameValue ? "the same" : "another")} value; Postfix keeps line {first} and ignores this one",
            Help = $"remove one of lines {first} and {Number(entry.Line.FirstLine)}",
            Severity = isSameValue ? finding.Severity : Severity.Error,
        });
    }

    private bool IsSame(ReadOnlySpan<byte> key, ReadOnlySpan<byte> other)
    {
        var folded = _folder.Fold(key).ToArray();
        return _folder.Fold(other).SequenceEqual(folded);
    }

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);

    private sealed record Earlier(byte[] Key, byte[] InternalKey, byte[] Value)
    {
        public static readonly Earlier Unread = new([], [], []);
    }
}
