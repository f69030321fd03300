using System.Buffers;
using MapKit.Entries;
using MapKit.Records;

namespace MapKit.Operations.Dump;

/// <summary>
/// Writes records as lines of a source that compile back to them. Every line is read back by the parser that compile uses
/// before it is written, so what the syntax cannot express is never written wrongly. One instance is for one thread.
/// </summary>
internal sealed class SourceText
{
    private readonly SourceTextOptions _options;
    private readonly KeyFolder _folder;
    private readonly SourceLineWriter _line;

    /// <summary>Creates a writer.</summary>
    /// <param name="options">How the source will be compiled.</param>
    public SourceText(SourceTextOptions options)
    {
        _options = options;
        _folder = new KeyFolder(options.Folding);
        _line = new SourceLineWriter(options.Syntax, options.AliasKeys);
    }

    /// <summary>The other form under which the line written last stores its value too, where names are stored in both; null if there is none.</summary>
    internal byte[]? OtherForm => _line.OtherForm;

    /// <summary>Writes one record.</summary>
    /// <param name="key">The key without trailing NUL, as it is stored.</param>
    /// <param name="value">The value without trailing NUL.</param>
    /// <param name="output">Takes the line with its line feed; nothing if the record cannot be expressed.</param>
    /// <param name="problem">Why there is no line, or how the record that it compiles to differs; null if it does not.</param>
    /// <returns>Whether a line was written.</returns>
    public bool TryWriteRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IBufferWriter<byte> output, out string? problem)
    {
        problem = Unreadable(key, value);
        return problem is null && _line.TryWrite(key, value, output, out problem);
    }

    /// <summary>What no syntax can express.</summary>
    private string? Unreadable(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var found = SourceLineWriter.Find(key, _options.Utf8);
        var inValue = SourceLineWriter.Find(value, _options.Utf8);
        if (found == SourceLineWriter.BadBytes.None || (inValue != SourceLineWriter.BadBytes.None && inValue < found)) found = inValue;
        return found switch
        {
            SourceLineWriter.BadBytes.LineFeed => "it contains a line feed",
            SourceLineWriter.BadBytes.Nul => "it contains a NUL byte",
            SourceLineWriter.BadBytes.NotUtf8 => "it is not UTF-8; compile accepts it only with --no-utf8",
            _ => _folder.Fold(key).SequenceEqual(key) ? null : "compile folds the key, except with --no-fold",
        };
    }
}
