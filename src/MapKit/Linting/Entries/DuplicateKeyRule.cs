using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Records;

namespace MapKit.Linting.Entries;

/// <summary>
/// Duplicate keys. If the first entry is kept, it also reports whether the values differ, so that an entry is lost, and whether
/// the keys are the same only after folding. It stores only the entries with a duplicate.
/// </summary>
internal sealed class DuplicateKeyRule : IEntryRule
{
    private readonly LintContext _context;
    private readonly DuplicateKeyWording _wording;
    private readonly KeyFolder _folder;
    private readonly Dictionary<(int Line, int Column), RepeatedKey> _repeated = [];
    private readonly Dictionary<int, Earlier> _earlier = [];

    private DuplicateKeyRule(LintContext context)
    {
        _context = context;
        _wording = new DuplicateKeyWording(context.Path, context.Format.IsSecret, context.Duplicates, context.DuplicatesAreErrors);
        _folder = new KeyFolder(context.Folding);
        foreach (var repeated in context.RepeatedKeys)
        {
            if (repeated.IsMark || !context.Duplicates.IsWarnedOf())
            {
                context.Report(_wording.Word(repeated));
                continue;
            }

            _repeated[(repeated.Place.Line, repeated.Place.Column)] = repeated;
            _earlier.TryAdd(repeated.EarlierLine, Earlier.Unread);
            LastLine = Math.Max(LastLine, repeated.Line);
        }
    }

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IEntryRule>(context => new DuplicateKeyRule(context), new RuleScope(), Rules.DuplicateKey);

    /// <inheritdoc/>
    public int LastLine { get; }

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        var line = entry.Line.FirstLine;
        if (_repeated.Count > 0 && _repeated.Remove((entry.KeyPlace.Line, entry.KeyPlace.Column), out var repeated)) Report(entry, repeated);
        if (_earlier.ContainsKey(line)) _earlier[line] = new Earlier(entry.Key.ToArray(), entry.InternalKey.ToArray(), entry.Value.ToArray());
    }

    /// <inheritdoc/>
    public void End()
    {
        // The file was changed after it was loaded: these lines no longer exist.
        foreach (var repeated in _repeated.Values) _context.Report(_wording.Word(repeated));
    }

    private void Report(in Entry entry, RepeatedKey repeated)
    {
        var earlier = _earlier[repeated.EarlierLine];

        // An alias is stored in both forms of its name, and each of them may be the duplicate.
        var isInternal = !IsSame(entry.Key, earlier.Key) && !IsSame(entry.Key, earlier.InternalKey);
        var key = isInternal ? entry.InternalKey : entry.Key;
        var earlierKey = IsSame(key, earlier.Key) ? earlier.Key : earlier.InternalKey;
        _context.Report(_wording.Word(repeated, key, earlierKey, earlier.Value.AsSpan().SequenceEqual(entry.Value)));
    }

    private bool IsSame(ReadOnlySpan<byte> key, ReadOnlySpan<byte> other)
    {
        var folded = _folder.Fold(key).ToArray();
        return _folder.Fold(other).SequenceEqual(folded);
    }

    private sealed record Earlier(byte[] Key, byte[] InternalKey, byte[] Value)
    {
        public static readonly Earlier Unread = new([], [], []);
    }
}
