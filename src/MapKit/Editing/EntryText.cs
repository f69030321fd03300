using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>The source text of a key and a value, and the key and value that are stored for it. Text that no line can contain is refused.</summary>
internal sealed class EntryText(DocumentOptions options)
{
    private readonly AliasEntryParser _parser = new();
    private readonly AliasLine _names = new(AliasKeys.Both);

    private bool IsAlias => options.Syntax == SourceSyntax.Aliases;

    /// <summary>The text for a key, and the key that is read back.</summary>
    /// <exception cref="TableEditException">No line can have it.</exception>
    public (byte[] Text, byte[] Stored) KeyOf(ReadOnlySpan<byte> key)
    {
        CheckBytes(key, "key");
        return IsAlias ? NameOf(key) : (PostmapKey(key), key.ToArray());
    }

    /// <summary>The value that is read back when this text is written.</summary>
    /// <exception cref="TableEditException">No line can have it.</exception>
    public byte[] StoredValueOf(ReadOnlySpan<byte> value)
    {
        CheckBytes(value, "value");
        if (value.IsEmpty) throw new TableEditException("the value is empty, and Postfix ignores a line without a value; give a value (\"\" for an empty alias), or remove the entry");
        if (!IsAlias)
        {
            if (PostmapLine.ProblemInValue(value) is { } problem) throw new TableEditException($"{problem}, which Postfix drops; remove it");
            return value.ToArray();
        }

        return Parse("x"u8, value) == AliasEntryParser.Result.Entry
            ? _parser.Value.ToArray()
            : throw new TableEditException("the value is only whitespace, and Postfix ignores a line without a value; give a value (\"\" for an empty alias), or remove the entry");
    }

    private static byte[] PostmapKey(ReadOnlySpan<byte> key)
    {
        if (PostmapLine.ProblemInKey(key) is { } problem)
            throw new TableEditException(key.IsEmpty ? $"{problem}; give a key" : $"{problem}; write a local part with such characters in quotes, as Postfix looks it up: \"a b\"@example.com");
        return key.ToArray();
    }

    private (byte[] Text, byte[] Stored) NameOf(ReadOnlySpan<byte> key)
    {
        if (Parse(key, "x"u8) == AliasEntryParser.Result.NameHasDomain)
            throw new TableEditException("an alias name has no domain; write the name alone, or put the address into a virtual table");
        if (key.IsEmpty || !_names.TryName(key, out var name))
            throw new TableEditException($"no alias name is stored as this key of {key.Length} bytes; write the name exactly as it is written before the colon, with its quotes");
        var text = name.ToArray();
        _ = Parse(text, "x"u8);
        return (text, _parser.ExternalKey.ToArray());
    }

    private AliasEntryParser.Result Parse(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _parser.Parse([.. name, .. ": "u8, .. value]);

    private void CheckBytes(ReadOnlySpan<byte> text, string what)
    {
        var reason = SourceLineWriter.Find(text, options.Utf8) switch
        {
            SourceLineWriter.BadBytes.LineFeed => "contains a line feed, which ends a line; write it on one line",
            SourceLineWriter.BadBytes.Nul => "contains a NUL byte, at which Postfix stops reading the line; remove it",
            SourceLineWriter.BadBytes.NotUtf8 => "is not UTF-8, and Postfix ignores such a line; write it in UTF-8, or turn UTF-8 mode off",
            _ => null,
        };
        if (reason is not null) throw new TableEditException($"the {what} {reason}");
    }
}
