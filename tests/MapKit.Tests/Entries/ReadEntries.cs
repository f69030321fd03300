using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;

namespace MapKit.Tests.Entries;

/// <summary>Reads a whole source the short way: entries as <c>[key]=[value]</c>, findings as their Postfix texts.</summary>
internal static class ReadEntries
{
    public static (List<string> Entries, List<Diagnostic> Diagnostics) Of(byte[] source, EntryReaderOptions options)
    {
        var diagnostics = new DiagnosticList();
        var entries = new List<string>();
        using var reader = new EntryReader(new MemoryStream(source), "table", options, diagnostics);
        while (reader.Read(out var entry)) entries.Add($"[{Encoding.Latin1.GetString(entry.Key)}]=[{Encoding.Latin1.GetString(entry.Value)}]");
        return (entries, [.. diagnostics]);
    }

    public static (List<string> Entries, List<Diagnostic> Diagnostics) Of(string latin1, SourceSyntax syntax, bool utf8 = true) =>
        Of(Encoding.Latin1.GetBytes(latin1), new EntryReaderOptions { Syntax = syntax, Utf8 = utf8 });
}
