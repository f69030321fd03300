using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary><c>texthash:</c>: a postmap source that is read into memory. A later change of the source is ignored.</summary>
internal static class TextHashTable
{
    private const string Type = "texthash";

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">The source cannot be read.</exception>
    public static LookupTable Open(string name, LookupOptions options)
    {
        using var stream = OpenSource(name);
        var warnings = new TextHashWarnings(options);
        var folder = new KeyFolder(options.FoldingOfLoadedKeys);
        var records = new RecordSet(options.Duplicates.ForOneValue());
        using var reader = new EntryReader(stream, name, new EntryReaderOptions { Utf8 = options.ChecksLoadedLines, Secret = options.Secret }, warnings);
        try
        {
            while (reader.Read(out var entry)) Add(entry, name, records, folder, options);
        }
        catch (IOException exception)
        {
            throw new LookupException($"read {ByteText.FromText(name)}: {FileFailure.ReasonOf(exception)}", exception);
        }

        return new InternalTable(Type, name, records, options);
    }

    private static FileStream OpenSource(string name)
    {
        if (FilePresence.FolderExists(name)) throw new LookupException($"read {ByteText.FromText(name)}: {SystemWords.IsDirectory}");
        try
        {
            return new FileStream(UnlockedFile.OpenNamed(name), FileAccess.Read, bufferSize: 0);
        }
        catch (Exception exception) when (SystemWords.Has(exception))
        {
            throw new LookupException($"open database {ByteText.FromText(name)}: {FileFailure.ReasonOf(exception)}", exception);
        }
    }

    private static void Add(in Entry entry, string name, RecordSet records, KeyFolder folder, LookupOptions options)
    {
        var value = entry.Value;
        if (options.ValuesAreFiles)
        {
            if (!FileValues.TryEncode(value, out var encoded, out var error))
            {
                options.Warnings.Report(new Diagnostic(
                    Rules.FileOfValueUnreadable, name, entry.PlaceInValue(0, value.Length), $"{error}; Postfix ignores this line")
                {
                    PostfixText = $"{ByteText.FromText(name)}, line {entry.Line.FirstLine}: {error}: skipping this entry",
                });
                return;
            }

            value = encoded;
        }

        var earlier = records.Add(folder.Fold(entry.Key), value, entry.Line.FirstLine);
        if (earlier >= 0 && options.Duplicates.IsWarnedOf()) ReportDuplicate(entry, name, earlier, options);
    }

    private static void ReportDuplicate(in Entry entry, string name, int earlierLine, LookupOptions options) =>
        options.Warnings.Report(new DuplicateKeyWording(name, options.Secret, options.Duplicates, areErrors: false)
            .Word(new RepeatedKey(entry.Key.ToArray(), entry.KeyPlace, entry.Line.FirstLine, earlierLine)) with
        {
            PostfixText = $"{ByteText.FromText(name)}, line {entry.Line.FirstLine}: duplicate entry: \"{ByteText.FromBytes(entry.Key)}\"",
        });
}

/// <summary>Changes findings in a source for which <c>texthash:</c> has other messages than postmap.</summary>
/// <param name="options">Where warnings go, and the version whose messages are used.</param>
internal sealed class TextHashWarnings(LookupOptions options) : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Rule == Rules.MissingValue)
            diagnostic = diagnostic with { PostfixText = diagnostic.PostfixText + " -- ignoring this line" };
        else if (diagnostic.Rule == Rules.NulByte && !options.Differences.WarnsOfNulBytes)
            diagnostic = diagnostic with { PostfixText = null };
        options.Warnings.Report(diagnostic);
    }
}
