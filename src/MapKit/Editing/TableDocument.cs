using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Editing;

/// <summary>
/// A source that can be edited: an edit changes only the bytes of its entry, so that comments, empty lines,
/// continuations, line ends and the order are kept. After each edit the lines that it may have changed are read again and compared with
/// the expected entries; if they differ, the edit is refused and nothing changes. An edit takes time in proportion to the
/// source. A source without LF at its end stays without it, unless its last line is then empty. New lines get the same line end as the others. One instance is for one thread.
/// </summary>
public sealed class TableDocument
{
    private const long LeastRead = 1 << 16;

    private readonly DocumentOptions _options;
    private readonly EntryText _text;
    private readonly KeyFolder _folder;
    private byte[] _source;
    private List<DocumentEntry>? _parsed;
    private (byte[] Source, byte[] Key, List<DocumentEntry> Entries)? _found;

    /// <summary>Reads a source.</summary>
    /// <param name="source">All its bytes; copied.</param>
    /// <param name="options">How its lines are read.</param>
    public TableDocument(ReadOnlySpan<byte> source, DocumentOptions options)
        : this(source.ToArray(), options)
    {
    }

    /// <summary>Reads a source whose memory the document takes over.</summary>
    internal TableDocument(byte[] source, DocumentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _text = new EntryText(options);
        _folder = new KeyFolder(options.Folding);
        _source = source;
    }

    /// <summary>The current source.</summary>
    public ReadOnlyMemory<byte> Source => _source;

    /// <summary>The current entries in order, duplicates included. Lines that Postfix ignores are not entries.</summary>
    public IReadOnlyList<DocumentEntry> Entries
    {
        get
        {
            if (_parsed is null) (_parsed, _found) = (Read(_source, 0, static _ => true), null);
            return _parsed;
        }
    }

    /// <summary>The entry that Postfix finds for a key: the first with the same folded key; an alias in either form of its name.</summary>
    /// <param name="key">The key as stored: quotes are part of it.</param>
    /// <returns>The entry, or null.</returns>
    public DocumentEntry? Find(ReadOnlySpan<byte> key) => FindAll(key) is [var first, ..] ? first : null;

    /// <summary>All entries of a key, the effective one first.</summary>
    /// <param name="key">The key as it is stored.</param>
    public IReadOnlyList<DocumentEntry> FindAll(ReadOnlySpan<byte> key)
    {
        var folded = _folder.Fold(key).ToArray();
        if (_found is { } found && found.Source == _source && found.Key.AsSpan().SequenceEqual(folded)) return found.Entries;

        // The entries that have been given out, if there are any; otherwise only those of the key are kept.
        var entries = _parsed?.FindAll(entry => IsStoredAs(entry.Key.Span, entry.InternalKey.Span, folded)) ?? Read(_source, 0, entry => IsStoredAs(entry.Key, entry.InternalKey, folded));
        _found = (_source, folded, entries);
        return entries;
    }

    /// <summary>
    /// Sets a key's value: the effective entry's value is replaced, or a new entry is added. The new value begins
    /// where the old one did, after the same separator; further lines of an old value are removed, comments between them are kept.
    /// </summary>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="value">The value as written in a table.</param>
    /// <exception cref="TableEditException">Key or value cannot be written.</exception>
    public SetOutcome Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var stored = _text.StoredValueOf(value);
        if (Find(key) is not { } entry)
        {
            Add(key, value);
            return SetOutcome.Added;
        }

        if (entry.Value.Span.SequenceEqual(stored)) return SetOutcome.Unchanged;
        Apply(EntryEdits.ReplaceValue(entry, value.ToArray(), _source, _options.Syntax), new ExpectedEntries(entry, entry.Key, stored));
        return SetOutcome.Changed;
    }

    /// <summary>Adds an entry at the end, with the separator of the entries before it.</summary>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="value">The value as written in a table.</param>
    /// <exception cref="TableEditException">The key is a duplicate, or key or value cannot be written.</exception>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var stored = _text.StoredValueOf(value);
        var (text, storedKey) = _text.KeyOf(key);
        if (Find(key) is { } entry) throw new TableEditException($"duplicate key: line {entry.Line} has this key; use set to change its value");
        var edits = EntryEdits.Append(text, value, LastEntries(), _source, _options.Syntax);
        Apply(edits, new ExpectedEntries { Added = (storedKey, stored) });
    }

    /// <summary>Removes every entry of a key, so that Postfix finds none. Comments above and between their lines are kept.</summary>
    /// <param name="key">The key as it is stored.</param>
    /// <returns>The removed entries.</returns>
    /// <exception cref="TableEditException">The edited source would be read differently.</exception>
    public IReadOnlyList<DocumentEntry> Remove(ReadOnlySpan<byte> key)
    {
        var removed = FindAll(key);
        if (removed.Count == 0) return removed;
        Apply(EntryEdits.Remove(removed, _source), new ExpectedEntries { Removed = removed });
        return removed;
    }

    /// <summary>Replaces an entry's key. A key on several lines moves its entry to one line.</summary>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="newKey">The key that it gets.</param>
    /// <returns>False if there is no entry of the key.</returns>
    /// <exception cref="TableEditException">The key occurs more than once, or the new key is a duplicate or cannot be written.</exception>
    public bool Rename(ReadOnlySpan<byte> key, ReadOnlySpan<byte> newKey)
    {
        var found = FindAll(key);
        if (found.Count == 0) return false;
        if (found.Count > 1) throw new TableEditException($"duplicate key: lines {string.Join(", ", found.Select(item => item.Line))} have this key; remove all but one");
        var entry = found[0];
        var (text, stored) = _text.KeyOf(newKey);
        if (entry.Key.Span.SequenceEqual(stored)) return true;
        if (FindAll(newKey).FirstOrDefault(other => other.Start != entry.Start) is { } taken) throw new TableEditException($"duplicate key: line {taken.Line} has the new key; remove that entry first");
        Apply(EntryEdits.ReplaceKey(entry, text, _source, _options.Syntax), new ExpectedEntries(entry, stored, entry.Value));
        return true;
    }

    /// <summary>
    /// Aligns the values of neighbouring entries (<see cref="ColumnLayout"/>), removes whitespace at the ends of
    /// entries and adds a missing last LF. Entries and comments do not change; repeating it changes nothing.
    /// </summary>
    /// <returns>Whether a byte changed.</returns>
    /// <exception cref="TableEditException">The edited source would be read differently.</exception>
    public bool AlignColumns()
    {
        using var reader = ReaderOf(_source, 0, _source.Length);
        var edits = ColumnLayout.Align(reader, _source, _options.Syntax);
        if (edits.IsEmpty) return false;
        Replace(edits.Apply(_source), edits, new ExpectedEntries());
        return true;
    }

    private bool IsStoredAs(ReadOnlySpan<byte> key, ReadOnlySpan<byte> internalKey, byte[] folded) =>
        _folder.Fold(key).SequenceEqual(folded) || (_options.Syntax == SourceSyntax.Aliases && _folder.Fold(internalKey).SequenceEqual(folded));

    private void Apply(SourceEdits edits, ExpectedEntries expected)
    {
        var edited = edits.Apply(_source);
        if (_source is [.., not (byte)'\n' and var last])
        {
            if (TryReplace(LineEnd.Without(edited, endsInCr: last == '\r').ToArray(), edits, expected) is null) return;

            // An alias that ends inside a quote has the CR in its value.
            edited = LineEnd.Without(edited, endsInCr: true).ToArray();
        }

        Replace(edited, edits, expected);
    }

    private void Replace(byte[] edited, SourceEdits edits, ExpectedEntries expected)
    {
        if (TryReplace(edited, edits, expected) is { } refusal) throw refusal;
    }

    /// <summary>Accepts an edited source if its entries are the expected ones.</summary>
    /// <returns>Null, or why not.</returns>
    private TableEditException? TryReplace(byte[] edited, SourceEdits edits, ExpectedEntries expected)
    {
        var lines = EditedLines.Find(_source, edited, edits, toEnd: expected.Added is not null);

        // Entry by entry: a second list of them would be as large as the source.
        using (var before = ReaderOf(_source, lines.Start, lines.End))
        using (var after = ReaderOf(edited, lines.Start, lines.EndAfter))
        {
            if (expected.FirstDifference(before, after) is { } line) return Refused(edited, lines.Start, line);
        }

        _source = edited;
        _parsed = null;
        return null;
    }

    private static TableEditException Refused(byte[] edited, int start, int line)
    {
        line = line == ExpectedEntries.AtEnd ? edited.AsSpan().Count((byte)'\n') + 1 : edited.AsSpan(0, start).Count((byte)'\n') + line;
        return new TableEditException($"from line {line} on, the edited source would be read differently, so nothing was changed; edit these lines by hand");
    }

    /// <summary>The last two entries of the source, or more.</summary>
    private List<DocumentEntry> LastEntries()
    {
        for (var length = LeastRead; ; length *= 4)
        {
            var start = length < _source.Length ? SourceBlockReader.LastLineStart(_source.AsSpan(0, _source.Length - (int)length)) : 0;
            var entries = Read(_source, start, static _ => true);
            if (entries.Count > 1 || start == 0) return entries;
        }
    }

    private List<DocumentEntry> Read(byte[] source, int start, Func<Entry, bool> isWanted)
    {
        var entries = new List<DocumentEntry>();
        using var reader = ReaderOf(source, start, source.Length);
        while (reader.Read(out var entry))
        {
            if (isWanted(entry)) entries.Add(new DocumentEntry(entry, source));
        }

        return entries;
    }

    private EntryReader ReaderOf(byte[] source, int start, int end) => new(
        new LogicalLineReader(source, start, end), "", new EntryReaderOptions { Syntax = _options.Syntax, Utf8 = _options.Utf8, Secret = true }, NoFindings.Sink);

    /// <summary>Findings about other lines are not reported by the editor.</summary>
    private sealed class NoFindings : IDiagnosticSink
    {
        public static readonly NoFindings Sink = new();

        public void Report(Diagnostic diagnostic)
        {
        }
    }
}

/// <summary>The effect of setting an entry.</summary>
public enum SetOutcome
{
    /// <summary>The entry had this value already; no byte changed.</summary>
    Unchanged,

    /// <summary>The entry has a new value.</summary>
    Changed,

    /// <summary>There was no such entry; it was added at the end.</summary>
    Added,
}
