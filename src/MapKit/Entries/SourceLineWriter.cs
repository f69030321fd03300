using System.Buffers;
using System.Text.Unicode;

namespace MapKit.Entries;

/// <summary>
/// Writes a key and a value as a line of a source. The line is parsed before it is written, so a record that the syntax cannot express
/// is never written incorrectly. Typed entries, <c>dump --as source</c> and the editor use it. One instance is for one thread.
/// </summary>
/// <param name="syntax">The syntax to write.</param>
/// <param name="aliasKeys">Aliases: the form in which keys are given.</param>
internal sealed class SourceLineWriter(SourceSyntax syntax, AliasKeys aliasKeys)
{
    private readonly AliasLine? _aliases = syntax == SourceSyntax.Aliases ? new AliasLine(aliasKeys) : null;

    /// <summary>Bytes that no line can contain in any syntax.</summary>
    public enum BadBytes
    {
        /// <summary>None.</summary>
        None,

        /// <summary>A line feed, which ends a line.</summary>
        LineFeed,

        /// <summary>A NUL, at which Postfix stops reading a line.</summary>
        Nul,

        /// <summary>Bytes that are not UTF-8, for which Postfix ignores a line in UTF-8 mode.</summary>
        NotUtf8,
    }

    /// <summary>The second key under which the line written last stores its value, if names are stored in both forms; null if there is none.</summary>
    public byte[]? OtherForm => _aliases?.OtherForm;

    /// <summary>The separator between key and value.</summary>
    public static ReadOnlySpan<byte> Separator(SourceSyntax syntax) => syntax == SourceSyntax.Aliases ? ": "u8 : "\t"u8;

    /// <summary>Finds bytes of a key or a value that no line can contain.</summary>
    /// <param name="text">The key or the value.</param>
    /// <param name="utf8">Whether UTF-8 mode will be on.</param>
    public static BadBytes Find(ReadOnlySpan<byte> text, bool utf8)
    {
        if (text.Contains((byte)'\n')) return BadBytes.LineFeed;
        if (text.Contains((byte)0)) return BadBytes.Nul;
        return utf8 && !Utf8.IsValid(text) ? BadBytes.NotUtf8 : BadBytes.None;
    }

    /// <summary>Writes a line.</summary>
    /// <param name="key">The key, without <see cref="BadBytes"/>.</param>
    /// <param name="value">The value, also without.</param>
    /// <param name="output">Receives the line with its line feed; nothing if there is no such line.</param>
    /// <param name="problem">Why there is no line, or how the stored value differs; null if it does not.</param>
    /// <returns>Whether a line was written.</returns>
    public bool TryWrite(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IBufferWriter<byte> output, out string? problem)
    {
        if (_aliases is not null) return _aliases.TryWrite(key, value, output, out problem);
        problem = PostmapLine.Problem(key, value);
        if (problem is not null) return false;
        output.Write(key);
        output.Write(Separator(SourceSyntax.Postmap));
        output.Write(value);
        output.Write("\n"u8);
        return true;
    }
}
