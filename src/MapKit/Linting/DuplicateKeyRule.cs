using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;

namespace MapKit.Linting;

/// <summary>
/// What the road to the records does not know of a repeated key: whether the values differ, in which case an entry is lost, and
/// whether the keys are the same only after folding. Its findings take the place of the others.
/// </summary>
internal sealed class DuplicateKeyRule : ITableRule
{
    private readonly LintContext _context;
    private readonly KeyFolder _folder;
    private readonly Dictionary<(int Line, int Column), int> _told = [];

    // By folded key: the key as written, a NUL, which no key holds, and the value.
    private readonly RecordSet _seen = new();
    private byte[] _written = new byte[256];

    /// <summary>Creates a rule for a table in which keys are repeated.</summary>
    public DuplicateKeyRule(LintContext context)
    {
        _context = context;
        _folder = new KeyFolder(context.Folding);
        for (var i = 0; i < context.Findings.Count; i++)
        {
            if (context.Findings[i] is { Place: { } place } finding && finding.Rule == Rules.DuplicateKey) _told[(place.Line, place.Column)] = i;
        }
    }

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        // As an alias is stored: in both forms, unless the first is taken.
        if (See(entry, entry.Key) && !entry.InternalKey.SequenceEqual(entry.Key)) See(entry, entry.InternalKey);
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private bool See(in Entry entry, ReadOnlySpan<byte> key)
    {
        var length = key.Length + 1 + entry.Value.Length;
        if (_written.Length < length) Array.Resize(ref _written, Math.Max(length, _written.Length * 2));
        key.CopyTo(_written);
        _written[key.Length] = 0;
        entry.Value.CopyTo(_written.AsSpan(key.Length + 1));

        var folded = _folder.Fold(key);
        var line = _seen.Add(folded, _written.AsSpan(0, length), entry.Line.FirstLine);
        if (line < 0) return true;
        if (_seen.TryFind(folded, out var earlier)) Report(entry, key, earlier.Span, line);
        return false;
    }

    private void Report(in Entry entry, ReadOnlySpan<byte> key, ReadOnlySpan<byte> earlier, int earlierLine)
    {
        var place = entry.KeyPlace;
        if (!_told.Remove((place.Line, place.Column), out var index)) return;
        var earlierKey = earlier[..earlier.IndexOf((byte)0)];
        var isSameValue = earlier[(earlierKey.Length + 1)..].SequenceEqual(entry.Value);
        var which = earlierKey.SequenceEqual(key)
            ? $"{_context.Show(key)} is there already, on line {Number(earlierLine)}"
            : _context.Format.IsSecret
                ? $"the key is that of line {Number(earlierLine)} in another case"
                : $"{_context.Show(key)} is the same key as {_context.Show(earlierKey)} on line {Number(earlierLine)} (both are stored as {_context.Show(_folder.Fold(key))})";
        _context.Replace(index, new Diagnostic(
            Rules.DuplicateKey,
            _context.Path,
            place,
            $"{which}, with {(isSameValue ? "the same" : "another")} value; Postfix keeps line {Number(earlierLine)} and ignores this one",
            $"remove one of lines {Number(earlierLine)} and {Number(entry.Line.FirstLine)}")
        {
            Severity = isSameValue ? Severity.Warning : Severity.Error,
            PostfixText = _context.Findings[index].PostfixText,
        });
    }

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);
}
