using System.Buffers;
using MapKit.Entries;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Tables;

/// <summary>
/// One entry of a table, with its key and its value as types; each format has its own. Two entries are equal if they have
/// the same content, independent of their place.
/// </summary>
/// <remarks>
/// All text of entries is Unicode text; in a source it is UTF-8. A byte of a source that is not UTF-8 is the lone surrogate
/// U+DC00 plus the byte (U+DC80 to U+DCFF), so that no byte is lost.
/// </remarks>
public abstract record TableEntry
{
    private protected TableEntry()
    {
    }

    /// <summary>The place of the key in the source; line 0 if the entry was not read from one.</summary>
    public SourcePlace KeyPlace { get; internal set; }

    /// <summary>The place of the value in the source; its first line, if it is continued.</summary>
    public SourcePlace ValuePlace { get; internal set; }

    /// <summary>The format of the table.</summary>
    internal abstract TableFormat Format { get; }

    /// <summary>The key as in a source; for an alias the name without quotes.</summary>
    internal abstract string KeyText { get; }

    /// <summary>The value as in a source.</summary>
    internal abstract string ValueText { get; }

    /// <summary>The value, with secrets masked.</summary>
    private protected virtual string ShownValue => ValueText;

    /// <summary>
    /// The entry as a line of a source, without the line feed. The line may differ from the one that the entry was read
    /// from; to change a file and keep the rest, use <see cref="Editing.TableDocument"/>. A password is written in clear.
    /// </summary>
    /// <exception cref="FormatException">No line can contain this entry, for example because its key has whitespace outside quotes.</exception>
    public string ToSourceLine()
    {
        var line = new ArrayBufferWriter<byte>(64);
        WriteTo(line, CreateWriter(Format), utf8: true);
        return LosslessText.FromBytes(line.WrittenSpan[..^1]);
    }

    /// <inheritdoc/>
    public virtual bool Equals(TableEntry? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Key and value, with passwords masked.</summary>
    public sealed override string ToString() =>
        KeyText + LosslessText.FromBytes(SourceLineWriter.Separator(Format.Syntax)) + ShownValue;

    /// <summary>The writer for entries of a format.</summary>
    internal static SourceLineWriter CreateWriter(TableFormat format) => new(format.Syntax, AliasKeys.Internal);

    /// <summary>Writes the line with its line feed.</summary>
    /// <param name="output">Takes the line.</param>
    /// <param name="writer">The writer of the format.</param>
    /// <param name="utf8">Whether UTF-8 mode will be on when the line is read.</param>
    /// <exception cref="FormatException">No line says this.</exception>
    internal void WriteTo(IBufferWriter<byte> output, SourceLineWriter writer, bool utf8)
    {
        var (key, value) = (LosslessText.ToBytes(KeyText), LosslessText.ToBytes(ValueText));
        CheckBytes(key, "key", utf8);
        CheckBytes(value, "value", utf8);
        var line = new ArrayBufferWriter<byte>(key.Length + value.Length + 2);
        if (!writer.TryWrite(key, value, line, out var problem)) throw Unwritable(problem!);
        if (!Equals(Format.ReadBack(line.WrittenSpan, utf8))) throw Unwritable("its line would be read as another entry");
        output.Write(line.WrittenSpan);
    }

    /// <summary>The entry with its text decoded from one character per byte.</summary>
    internal abstract TableEntry Decoded();

    private void CheckBytes(ReadOnlySpan<byte> text, string what, bool utf8)
    {
        var reason = SourceLineWriter.Find(text, utf8) switch
        {
            SourceLineWriter.BadBytes.LineFeed => "contains a line feed",
            SourceLineWriter.BadBytes.Nul => "contains a NUL byte",
            SourceLineWriter.BadBytes.NotUtf8 => "is not UTF-8, for which Postfix ignores a line in UTF-8 mode",
            _ => null,
        };
        if (reason is not null) throw Unwritable($"the {what} {reason}");
    }

    private FormatException Unwritable(string reason) => new($"a {Format.Name} table cannot contain this entry: {reason}");
}
