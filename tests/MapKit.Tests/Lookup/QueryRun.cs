using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tests.Differential;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

/// <summary>
/// What <c>postmap -q -</c> and <c>postmap -s</c> make of a table, put together from the library's pieces: output, messages,
/// exit status. One character a byte.
/// </summary>
internal sealed class QueryRun
{
    private readonly StringBuilder _output = new();
    private readonly List<string> _errors = [];
    private readonly LookupOptions _options;
    private int _exitCode = 1;
    private int _taken;

    private QueryRun(LookupOptions options, DiagnosticList warnings)
    {
        _options = options;
        Warnings = warnings;
    }

    private DiagnosticList Warnings { get; }

    /// <summary>Asks for keys.</summary>
    /// <param name="specification"><c>type:name</c>.</param>
    /// <param name="options">Its <see cref="LookupOptions.Warnings"/> must be a <see cref="DiagnosticList"/>.</param>
    /// <param name="keys">The keys.</param>
    public static ToolResult Query(string specification, LookupOptions options, params string[] keys) =>
        Run(specification, options, (run, table) =>
        {
            foreach (var key in keys) run.Find(table, Encoding.Latin1.GetBytes(key));
        });

    /// <summary>Lists all records.</summary>
    public static ToolResult List(string specification, LookupOptions options) => Run(specification, options, (run, table) =>
    {
        foreach (var record in table.Records) run.Show(table, record, ByteText.FromText(specification));
        run._exitCode = 0;
    });

    /// <summary>Options of a drop-in for 3.7.</summary>
    public static LookupOptions Options(bool utf8 = true) => new()
    {
        Warnings = new DiagnosticList(),
        Utf8 = utf8,
        Folding = utf8 ? MapKit.Records.KeyFolding.Unicode : MapKit.Records.KeyFolding.Ascii,
        Version = PostfixVersion.Postfix37,
    };

    private static ToolResult Run(string specification, LookupOptions options, Action<QueryRun, LookupTable> action)
    {
        var run = new QueryRun(options, (DiagnosticList)options.Warnings);
        try
        {
            using var table = LookupTypes.Open(specification, options);
            action(run, table);
        }
        catch (LookupException exception)
        {
            // Postfix leaves by the shortest way: what it has not written yet is lost.
            run._output.Clear();
            run._exitCode = 1;
            run.TakeWarnings();
            run._errors.Add($"postmap: fatal: {exception.Message}");
        }

        run.TakeWarnings();
        var errors = string.Concat(run._errors.Select(line => PostfixText.Printable(line, options.Utf8) + "\n"));
        return new ToolResult(run._exitCode, Encoding.Latin1.GetBytes(run._output.ToString()), Encoding.Latin1.GetBytes(errors));
    }

    private void Find(LookupTable table, byte[] key)
    {
        if (!table.TryFind(key, out var value)) return;
        if (_options.ValuesAreFiles)
        {
            if (!FileValues.TryDecode(value.Span, out var decoded, out var error))
            {
                Warn($"table {table.Type}:{table.Name}: key {Encoding.Latin1.GetString(key)}: {error}");
                throw new LookupException($"table {table.Type}:{table.Name}: query error");
            }

            value = decoded;
        }

        if (value.IsEmpty) WarnOfEmptyValue($"{table.Type}:{table.Name}", Encoding.Latin1.GetString(key));
        _output.Append(Encoding.Latin1.GetString(key)).Append('\t').Append(Encoding.Latin1.GetString(value.Span)).Append('\n');
        _exitCode = 0;
    }

    private void Show(LookupTable table, MapRecord record, string specification)
    {
        var key = Encoding.Latin1.GetString(record.Key.Span);
        var value = record.Value;
        if (key.Length == 0) Warn($"table {specification}: empty lookup key value is not allowed");
        else if (value.IsEmpty) WarnOfEmptyValue(specification, key);
        if (_options.ValuesAreFiles)
        {
            if (!FileValues.TryDecode(value.Span, out var decoded, out var error))
            {
                Warn($"table {table.Type}:{table.Name}: key {key}: {error}");
                return;
            }

            value = decoded;
        }

        _output.Append(key).Append('\t').Append(Encoding.Latin1.GetString(value.Span)).Append('\n');
    }

    private void WarnOfEmptyValue(string table, string key)
    {
        Warn($"table {table}: key {key}: empty string result is not allowed");
        Warn($"table {table} should return NO RESULT in case of NOT FOUND");
    }

    private void Warn(string text)
    {
        TakeWarnings();
        _errors.Add($"postmap: warning: {text}");
    }

    private void TakeWarnings()
    {
        for (; _taken < Warnings.Count; _taken++)
        {
            var warning = Warnings[_taken];
            if (warning.PostfixText is not { } text) continue;
            _errors.Add(warning.Rule == Rules.LibraryLine ? text : warning.Severity == Severity.Info ? $"postmap: {text}" : $"postmap: warning: {text}");
        }
    }
}
