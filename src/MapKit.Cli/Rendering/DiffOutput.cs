using System.Text;
using MapKit.Operations;
using MapKit.Operations.Diff;
using MapKit.Tables;

namespace MapKit.Cli.Rendering;

/// <summary>Prints differences: <c>+ KEY&lt;tab&gt;VALUE</c>, <c>-</c>, and <c>~</c> with the old and the new value; or JSON.</summary>
/// <param name="environment">Where to.</param>
/// <param name="raw">Bytes that do not print are escaped.</param>
/// <param name="json">One object a line.</param>
/// <param name="mask">What hides the secrets.</param>
internal sealed class DiffOutput(CommandEnvironment environment, bool raw, bool json, SecretMask mask)
{
    private readonly ByteWriter _output = environment.Output;
    private readonly byte[] _added = Encoding.ASCII.GetBytes(environment.Paint("+", AnsiColor.Green));
    private readonly byte[] _removed = Encoding.ASCII.GetBytes(environment.Paint("-", AnsiColor.Red));
    private readonly byte[] _changed = Encoding.ASCII.GetBytes(environment.Paint("~", AnsiColor.Yellow));

    /// <summary>The table, for the JSON of differences in several tables; null for none.</summary>
    public string? Table { get; init; }

    /// <summary>Prints one difference.</summary>
    public void Write(TableDifference difference)
    {
        if (mask.Hides) difference = difference with { Key = mask.Key(difference.Key, difference.Kind == DifferenceKind.Extra ? difference.New : difference.Old) };
        var old = mask.Value(difference.Old);
        var @new = mask.Value(difference.New);
        if (json) WriteJson(difference, old, @new);
        else WriteText(difference, old, @new);
    }

    private void WriteText(TableDifference difference, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> @new)
    {
        _output.Write(Sign(difference.Kind));
        _output.Write(" "u8);
        WriteBytes(difference.Key);
        if (difference.Kind != DifferenceKind.Extra) WriteColumn(old);
        if (difference.Kind != DifferenceKind.Missing) WriteColumn(@new);
        _output.Write("\n"u8);
    }

    private void WriteColumn(ReadOnlyMemory<byte> value)
    {
        _output.Write("\t"u8);
        WriteBytes(value);
    }

    private void WriteBytes(ReadOnlyMemory<byte> bytes)
    {
        if (raw) _output.Write(EscapedBytes.Escape(bytes.Span));
        else _output.Write(bytes.Span);
    }

    private void WriteJson(TableDifference difference, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> @new) => JsonLine.Write(_output, "difference", writer =>
    {
        if (Table is not null) writer.WriteString("table", Table);
        writer.WriteString("difference", difference.Kind switch
        {
            DifferenceKind.Extra => "added",
            DifferenceKind.Missing => "removed",
            _ => "changed",
        });
        Member("key", difference.Key);
        if (difference.Kind != DifferenceKind.Extra) Member("old", old);
        if (difference.Kind != DifferenceKind.Missing) Member("new", @new);

        void Member(string name, ReadOnlyMemory<byte> bytes)
        {
            if (raw) writer.WriteString(name, EscapedBytes.Escape(bytes.Span));
            else JsonLine.WriteBytes(writer, name, bytes.Span);
        }
    });

    private byte[] Sign(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Extra => _added,
        DifferenceKind.Missing => _removed,
        _ => _changed,
    };
}
