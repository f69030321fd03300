using System.Buffers;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Platform;

namespace MapKit.Tables;

/// <summary>
/// A table format with the type of its entries. <c>TableFormat.Transport.Load("transport")</c> reads a file,
/// <c>TableFormat.Transport.Write(entries, stream)</c> writes one.
/// </summary>
/// <typeparam name="TEntry">The type of an entry.</typeparam>
public sealed class TableFormat<TEntry> : TableFormat
    where TEntry : TableEntry
{
    private const string UnnamedSource = "source";

    private readonly EntryFactory _factory;

    internal TableFormat(string name, EntryRecognizer isCommon, EntryFactory factory)
        : base(name, isCommon) => _factory = factory;

    /// <summary>Creates a typed entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal delegate TEntry? EntryFactory(string key, string value, out IReadOnlyList<ValueProblem> problems);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The source.</param>
    /// <param name="utf8">Whether UTF-8 mode is on (<c>smtputf8_enable</c>): then lines that are not UTF-8 are reported and ignored.</param>
    /// <remarks>
    /// No method of this library is asynchronous. Reading a table is work for the processor, and map files are read at
    /// positions and locked, for which operating systems have no asynchronous calls that would be faster. If a thread must
    /// not block, as in a user interface, write <c>await Task.Run(() => TableFormat.Transport.Load(path))</c>.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public Table<TEntry> Load(string path, bool utf8 = true)
    {
        using var source = new FileStream(UnlockedFile.Open(path), FileAccess.Read, bufferSize: 0);
        return ReadWhole(source, path, utf8);
    }

    /// <summary>Reads the text of a source: one line, or all lines of a file.</summary>
    /// <param name="source">The text.</param>
    public Table<TEntry> Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Parse(LosslessText.ToBytes(source), utf8: true);
    }

    /// <summary>Reads the bytes of a source: one line, or all lines of a file.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="utf8">Whether UTF-8 mode is on: then lines that are not UTF-8 are reported and ignored.</param>
    public Table<TEntry> Parse(ReadOnlySpan<byte> source, bool utf8 = true)
    {
        using var stream = new MemoryStream(source.ToArray());
        return ReadWhole(stream, UnnamedSource, utf8);
    }

    /// <summary>Reads entries lazily: memory is bounded by the longest logical line.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <param name="utf8">Whether UTF-8 mode is on: then lines that are not UTF-8 are reported and ignored.</param>
    public IEnumerable<TEntry> Read(Stream source, string path, IDiagnosticSink diagnostics, bool utf8 = true)
    {
        var options = new EntryReaderOptions { Syntax = Syntax, Utf8 = utf8, Secret = IsSecret };
        using var reader = new EntryReader(source, path, options, diagnostics);
        while (Next(reader, path, diagnostics, out var entry))
        {
            if (entry is not null) yield return entry;
        }
    }

    /// <summary>Creates an entry from the text of its key and its value.</summary>
    /// <param name="key">The key, as a map stores it.</param>
    /// <param name="value">The value, without whitespace at its ends.</param>
    /// <param name="problems">All problems of both; offsets count the bytes of UTF-8.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    public TEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return FromBytes(LosslessText.ToBytes(key), LosslessText.ToBytes(value), out problems);
    }

    /// <summary>Creates an entry from the bytes of its key and its value, such as those of a record of a map.</summary>
    /// <param name="key">The key, as a map stores it, without a NUL at its end.</param>
    /// <param name="value">The value, without whitespace at its ends and without a NUL.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    public TEntry? FromBytes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out IReadOnlyList<ValueProblem> problems)
    {
        var entry = _factory(Encoding.Latin1.GetString(key), Encoding.Latin1.GetString(value), out problems);
        return entry is null || (Ascii.IsValid(key) && Ascii.IsValid(value)) ? entry : (TEntry)entry.Decoded();
    }

    /// <summary>
    /// Writes entries as lines of a source. Each line is read back before it is written, so that a table never contains anything else
    /// than its entries.
    /// </summary>
    /// <param name="entries">The entries, in their order.</param>
    /// <param name="destination">Takes the bytes; not disposed.</param>
    /// <param name="utf8">Whether UTF-8 mode will be on when the source is read: then an entry that is not UTF-8 is refused.</param>
    /// <exception cref="FormatException">No line can contain an entry; the entries before it have been written.</exception>
    public void Write(IEnumerable<TEntry> entries, Stream destination, bool utf8 = true)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(destination);
        var writer = TableEntry.CreateWriter(this);
        var line = new ArrayBufferWriter<byte>(256);
        foreach (var entry in entries)
        {
            line.ResetWrittenCount();
            entry.WriteTo(line, writer, utf8);
            destination.Write(line.WrittenSpan);
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<ValueProblem> Check(string key, string value)
    {
        _factory(key, value, out var problems);
        return problems;
    }

    /// <inheritdoc/>
    internal override TableEntry? EntryOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => FromBytes(key, value, out _);

    /// <inheritdoc/>
    internal override TableEntry? ReadBack(ReadOnlySpan<byte> line, bool utf8) => Parse(line, utf8).Entries is [var only] ? only : null;

    private Table<TEntry> ReadWhole(Stream source, string path, bool utf8)
    {
        var diagnostics = new DiagnosticList();
        return new Table<TEntry>([.. Read(source, path, diagnostics, utf8)], diagnostics);
    }

    private bool Next(EntryReader reader, string path, IDiagnosticSink diagnostics, out TEntry? typed)
    {
        typed = null;
        if (!reader.Read(out var entry)) return false;
        typed = FromBytes(entry.Key, entry.Value, out var problems);
        foreach (var problem in problems) diagnostics.Report(problem.In(entry, path));
        if (typed is null) return true;
        typed.KeyPlace = entry.KeyPlace;
        typed.ValuePlace = entry.ValuePlace;
        return true;
    }
}
