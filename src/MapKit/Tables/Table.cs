using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;

namespace MapKit.Tables;

/// <summary>A source read whole: its typed entries, and the findings beside them.</summary>
/// <typeparam name="T">The type of an entry.</typeparam>
public sealed class Table<T>
    where T : class
{
    internal Table(string path, TableFormat format, EntryFactory<T> factory)
    {
        var diagnostics = new DiagnosticList();
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Entries = [.. Read(source, path, format, factory, diagnostics)];
        Diagnostics = diagnostics.Items;
    }

    /// <summary>The entries of which Postfix can make something, in the order of the source; duplicates are not removed.</summary>
    public IReadOnlyList<TableEntry<T>> Entries { get; }

    /// <summary>The findings, in the order of the source.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Reads entries one by one as they are asked for: memory is bounded by the longest logical line.</summary>
    internal static IEnumerable<TableEntry<T>> Read(
        Stream source, string path, TableFormat format, EntryFactory<T> factory, IDiagnosticSink diagnostics)
    {
        var options = new EntryReaderOptions { Syntax = format.Syntax, Secret = format.IsSecret };
        using var reader = new EntryReader(source, path, options, diagnostics);
        while (Next(reader, path, factory, diagnostics, out var entry))
        {
            if (entry is not null) yield return entry;
        }
    }

    private static bool Next(EntryReader reader, string path, EntryFactory<T> factory, IDiagnosticSink diagnostics, out TableEntry<T>? typed)
    {
        typed = null;
        if (!reader.Read(out var entry)) return false;
        var value = factory(Encoding.Latin1.GetString(entry.Key), Encoding.Latin1.GetString(entry.Value), out var problems);
        foreach (var problem in problems) diagnostics.Report(problem.In(entry, path));
        if (value is not null) typed = new TableEntry<T>(value, entry.KeyPlace, entry.PlaceInValue(0, entry.Value.Length));
        return true;
    }
}
