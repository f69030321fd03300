using System.Buffers;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Verify;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Operations.Dump;

/// <summary>
/// Writes all records of a map as a source that compiles back to them: <c>dump --as source</c>. The marks that building an alias
/// map adds (<c>@</c>, <c>YP_*</c>; docs/formats/aliases.md#records-added-by-postalias) are left out.
/// </summary>
public static class SourceDump
{
    /// <summary>The syntax that suits a map: that of aliases if it has the record <c>@</c> that postalias adds.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static SourceSyntax SyntaxOf(IMapReader map) => AliasMarks.HasMark(map) ? SourceSyntax.Aliases : SourceSyntax.Postmap;

    /// <summary>
    /// Finds the option <see cref="Loading.LoadOptions.AliasKeys"/> with which a source gives back most records of an alias map:
    /// Postfix 3.12 stores the quoted form of a name, older versions the plain form, MapKit both.
    /// </summary>
    /// <param name="records">The records; walked over several times.</param>
    /// <param name="options">How the source will be compiled otherwise.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static AliasKeys AliasKeysOf(IEnumerable<MapRecord> records, SourceTextOptions options)
    {
        var (best, fewest) = (AliasKeys.Both, long.MaxValue);
        foreach (var keys in new[] { AliasKeys.Both, AliasKeys.External, AliasKeys.Internal })
        {
            var problems = Write(records, options with { AliasKeys = keys }, static _ => { }, static _ => { }).Problems;
            if (problems < fewest) (best, fewest) = (keys, problems);
            if (fewest == 0) break;
        }

        return best;
    }

    /// <summary>Writes the source.</summary>
    /// <param name="records">The records as they are stored; walked over several times if some are alias names in quotes.</param>
    /// <param name="options">How the source will be compiled.</param>
    /// <param name="write">Takes the lines.</param>
    /// <param name="report">Takes the records that the source does not give back exactly.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static SourceDumpResult Write(
        IEnumerable<MapRecord> records, SourceTextOptions options, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
    {
        ArgumentNullException.ThrowIfNull(options);
        var names = options is { Syntax: SourceSyntax.Aliases, AliasKeys: AliasKeys.Both } ? QuotedNames.Collect(Entries(records, options)) : null;
        var run = new Run(options, names, write, report);
        foreach (var (key, value) in Entries(records, options)) run.Take(key, value);
        run.Complete();
        return new SourceDumpResult(run.Lines, run.Problems, options.AliasKeys);
    }

    /// <summary>The records without what building adds, and without NULs.</summary>
    private static IEnumerable<MapRecord> Entries(IEnumerable<MapRecord> records, SourceTextOptions options)
    {
        foreach (var (key, value) in records)
        {
            if (AliasMarks.IsYpRecord(key)) continue;
            if (options.Syntax == SourceSyntax.Aliases && AliasMarks.IsMark(key, value)) continue;
            yield return new MapRecord(StoredText.WithoutNul(key), StoredText.WithoutNul(value));
        }
    }

    private sealed class Run(SourceTextOptions options, QuotedNames? names, Action<ReadOnlySpan<byte>> write, Action<SourceProblem> report)
    {
        private readonly SourceText _text = new(options);
        private readonly ArrayBufferWriter<byte> _line = new(256);
        private readonly RecordSet _seen = new();
        private readonly List<MapRecord> _quoted = [];

        public long Lines { get; private set; }

        public long Problems { get; private set; }

        public void Take(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
        {
            if (_seen.Add(key.Span, default) >= 0)
            {
                Report(key, value, DuplicateKeyWording.LostInSource, isWritten: false);
            }
            else if (names?.IsQuoted(key) == true)
            {
                _quoted.Add(new MapRecord(key, value));
            }
            else if (names?.GivesPlain(key, value) != true || !CanWrite(key, value))
            {
                Write(key, value);
            }
        }

        /// <summary>Quoted names come last: of those that share a plain form the one that has its value must be the first.</summary>
        public void Complete()
        {
            foreach (var (key, value) in _quoted.Where(record => names!.IsPair(record.Key, record.Value))) Write(key, value);
            foreach (var (key, value) in _quoted.Where(record => !names!.IsPair(record.Key, record.Value))) Write(key, value);
        }

        private void Write(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
        {
            _line.ResetWrittenCount();
            var isWritten = _text.TryWriteRecord(key.Span, value.Span, _line, out var problem);
            if (isWritten && _text.OtherForm is { } other)
            {
                if (names?.Has(other) != true)
                {
                    problem ??= $"compile also stores the name as {DisplayText.Escape(other)}, which the map does not contain";
                }
                else if (!names.IsQuoted(key))
                {
                    problem = $"compile also stores the name as {DisplayText.Escape(other)}, which has another value in the map";
                    isWritten = false;
                }
            }

            if (problem is not null) Report(key, value, problem, isWritten);
            if (!isWritten) return;
            Lines++;
            write(_line.WrittenSpan);
        }

        // The line that gives both forms fails where this one would, for it has the same value; then both are to be told.
        private bool CanWrite(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
        {
            _line.ResetWrittenCount();
            return _text.TryWriteRecord(key.Span, value.Span, _line, out _);
        }

        private void Report(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, string reason, bool isWritten)
        {
            Problems++;
            report(new SourceProblem(key, value, reason, isWritten));
        }
    }
}

/// <summary>What <see cref="SourceDump"/> did.</summary>
/// <param name="Lines">Entries written.</param>
/// <param name="Problems">Records that were reported.</param>
/// <param name="AliasKeys">The option with which an alias source compiles back to the same records.</param>
public sealed record SourceDumpResult(long Lines, long Problems, AliasKeys AliasKeys);

/// <summary>A record that a source does not give back exactly.</summary>
/// <param name="Key">The key without trailing NUL.</param>
/// <param name="Value">The value without trailing NUL.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsWritten">Whether it has a line anyway, which compiles to something else as well or instead.</param>
public sealed record SourceProblem(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, string Reason, bool IsWritten);
