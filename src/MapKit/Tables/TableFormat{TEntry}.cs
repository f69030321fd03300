using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;

namespace MapKit.Tables;

/// <summary>One format of table with the type of its entries: <c>TableFormat.Transport.Load("transport")</c>.</summary>
/// <typeparam name="TEntry">The type of an entry.</typeparam>
public sealed class TableFormat<TEntry> : TableFormat
    where TEntry : TableEntry
{
    private readonly EntryFactory _factory;

    internal TableFormat(string name, EntryRecognizer isCommon, EntryFactory factory)
        : base(name, isCommon) => _factory = factory;

    /// <summary>Makes a typed entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can do nothing with it.</returns>
    internal delegate TEntry? EntryFactory(string key, string value, out IReadOnlyList<ValueProblem> problems);

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The source.</param>
    /// <remarks>
    /// No method of this library is asynchronous. Reading a table is work for the processor, and the map files are read at
    /// positions, for which operating systems have no asynchronous calls that are faster. Where a thread must not wait, as in
    /// a user interface, call <c>await Task.Run(() => TableFormat.Transport.Load(path))</c>.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read it.</exception>
    public Table<TEntry> Load(string path)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return ReadWhole(source, path);
    }

    /// <summary>Reads entries one by one as they are asked for: memory is bounded by the longest logical line.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public IEnumerable<TEntry> Read(Stream source, string path, IDiagnosticSink diagnostics)
    {
        var options = new EntryReaderOptions { Syntax = Syntax, Secret = IsSecret };
        using var reader = new EntryReader(source, path, options, diagnostics);
        while (Next(reader, path, diagnostics, out var entry))
        {
            if (entry is not null) yield return entry;
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<ValueProblem> Check(string key, string value)
    {
        _factory(key, value, out var problems);
        return problems;
    }

    private Table<TEntry> ReadWhole(Stream source, string path)
    {
        var diagnostics = new DiagnosticList();
        return new Table<TEntry>([.. Read(source, path, diagnostics)], diagnostics.Items);
    }

    private bool Next(EntryReader reader, string path, IDiagnosticSink diagnostics, out TEntry? typed)
    {
        typed = null;
        if (!reader.Read(out var entry)) return false;
        typed = _factory(Encoding.Latin1.GetString(entry.Key), Encoding.Latin1.GetString(entry.Value), out var problems);
        foreach (var problem in problems) diagnostics.Report(problem.In(entry, path));
        if (typed is null) return true;
        typed.KeyPlace = entry.KeyPlace;
        typed.ValuePlace = entry.ValuePlace;
        return true;
    }
}
