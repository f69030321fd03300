using System.Buffers;
using System.Runtime.InteropServices;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Dump;

/// <summary>The lines of consecutive records, each read back; which of them are written is decided afterwards.</summary>
/// <param name="entries">Which records have lines.</param>
/// <param name="options">How the source will be compiled.</param>
internal sealed class SourceLines(SourceEntries entries, SourceTextOptions options) : IWalkPart, IDisposable
{
    private const int BlockSize = 1 << 20;

    private readonly SourceText _writer = new(options);
    private readonly ArrayBufferWriter<byte> _text = new(BlockSize);
    private readonly RecordBatch _records = new(BlockSize);
    private readonly List<Line> _lines = [];

    /// <summary>Number of records.</summary>
    public int Count => _lines.Count;

    /// <summary>Whether every record has a line, which compiles to that record and to no other.</summary>
    public bool AreExact { get; private set; }

    /// <summary>Whether a value is a private key.</summary>
    public bool HasPrivateKey { get; private set; }

    /// <summary>All lines.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <inheritdoc/>
    public void Begin()
    {
        _text.ResetWrittenCount();
        _records.Clear();
        _lines.Clear();
        (AreExact, HasPrivateKey) = (true, false);
    }

    /// <inheritdoc/>
    public void Add(in MapRecord record)
    {
        if (!entries.IsEntry(record, out var key, out var value)) return;
        HasPrivateKey = HasPrivateKey || EncodedKeys.Holds(value.Span);
        var start = _text.WrittenCount;
        var isWritten = _writer.TryWriteRecord(key.Span, value.Span, _text, out var problem);
        var other = isWritten ? _writer.OtherForm : null;
        AreExact = AreExact && isWritten && problem is null && other is null;
        _records.Add(key.Span, value.Span, line: 0);
        _lines.Add(new Line(start, _text.WrittenCount - start, isWritten, problem, other));
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    /// <summary>A record and its line. The memory is reused for later records.</summary>
    public SourceLine this[int index]
    {
        get
        {
            ref readonly var line = ref CollectionsMarshal.AsSpan(_lines)[index];
            return new SourceLine(_records.Key(index), _records.Value(index), Text.Slice(line.Start, line.Length), line.IsWritten, line.Problem, line.OtherForm);
        }
    }

    private readonly record struct Line(int Start, int Length, bool IsWritten, string? Problem, byte[]? OtherForm);
}
