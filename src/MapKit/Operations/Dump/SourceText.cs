using System.Buffers;
using System.Text.Unicode;
using MapKit.Entries;
using MapKit.Records;

namespace MapKit.Operations.Dump;

/// <summary>
/// Writes records as lines of a source that compile back to them. Every line is read back by the parser that compile uses
/// before it is written, so what the syntax cannot express is never written wrongly. One instance is for one thread.
/// </summary>
public sealed class SourceText
{
    private readonly SourceTextOptions _options;
    private readonly KeyFolder _folder;
    private readonly AliasLine? _aliases;

    /// <summary>Creates a writer.</summary>
    /// <param name="options">How the source will be compiled.</param>
    public SourceText(SourceTextOptions options)
    {
        _options = options;
        _folder = new KeyFolder(options.Folding);
        _aliases = options.Syntax == SourceSyntax.Aliases ? new AliasLine(options.AliasKeys) : null;
    }

    /// <summary>The other form under which the line written last stores its value too, where names are stored in both; null if there is none.</summary>
    internal byte[]? OtherForm => _aliases?.OtherForm;

    /// <summary>Writes one record.</summary>
    /// <param name="key">The key without trailing NUL, as it is stored.</param>
    /// <param name="value">The value without trailing NUL.</param>
    /// <param name="output">Takes the line with its line feed; nothing where the record cannot be expressed.</param>
    /// <param name="problem">Why there is no line, or how the record that it compiles to differs; null if it does not.</param>
    /// <returns>Whether a line was written.</returns>
    public bool TryWriteRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IBufferWriter<byte> output, out string? problem)
    {
        problem = Unreadable(key, value);
        if (problem is not null) return false;
        if (_aliases is not null) return _aliases.TryWrite(key, value, output, out problem);
        problem = PostmapLine.Problem(key, value);
        if (problem is not null) return false;
        output.Write(key);
        output.Write("\t"u8);
        output.Write(value);
        output.Write("\n"u8);
        return true;
    }

    /// <summary>What no syntax can express.</summary>
    private string? Unreadable(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Contains((byte)'\n') || value.Contains((byte)'\n')) return "it holds a line feed";
        if (key.Contains((byte)0) || value.Contains((byte)0)) return "it holds a NUL byte";
        if (_options.Utf8 && !(Utf8.IsValid(key) && Utf8.IsValid(value))) return "it is not UTF-8, so compile takes it only with --no-utf8";
        return _folder.Fold(key).SequenceEqual(key) ? null : "compile would fold the key, unless with --no-fold";
    }
}
