using MapKit.Postfix;
using MapKit.Tables.Grammar;

namespace MapKit.Configuration.References;

/// <summary>A typing mistake in a list of tables: a word that is not <c>type:name</c>, or whose name is certainly not a file.</summary>
/// <param name="Kind">The mistake.</param>
/// <param name="Meant">What to write instead; null if unknown. The type is missing where the kind is <see cref="TableWordMistakeKind.NoType"/>.</param>
/// <param name="Words">The number of words that it covers.</param>
internal sealed record TableWordMistake(TableWordMistakeKind Kind, string? Meant, int Words = 1)
{
    private static readonly char[] Quotes = ['"', '\''];

    /// <summary>Finds the mistake at a word of a list.</summary>
    /// <param name="words">The words of the list, with macros expanded.</param>
    /// <param name="index">The word.</param>
    /// <returns>The mistake, or null if the word is a table of a known type.</returns>
    public static TableWordMistake? Find(IReadOnlyList<string> words, int index)
    {
        var word = words[index];
        if (word[0] == '#') return new TableWordMistake(TableWordMistakeKind.Comment, null, words.Count - index);
        if (word.IndexOfAny(Quotes) >= 0 && !word.Contains('{', StringComparison.Ordinal)) return Quoted(words, index);
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return WithoutColon(word);
        var (type, name) = (word[..colon], word[(colon + 1)..]);
        if (name.Length == 0) return Separated(words, index);
        if (name.StartsWith("\\/", StringComparison.Ordinal)) return new TableWordMistake(TableWordMistakeKind.Backslash, $"{type}:{name.Replace("\\/", "/", StringComparison.Ordinal)}");
        if (type is not ("inline" or "static" or "pipemap" or "unionmap" or "randmap") && name.Contains('}', StringComparison.Ordinal) && !name.Contains('{', StringComparison.Ordinal))
            return new TableWordMistake(TableWordMistakeKind.StrayBrace, $"{type}:{name.Replace("}", "", StringComparison.Ordinal)}");
        if (type is "inline" or "pipemap" or "unionmap" or "randmap" && TextAfterBraces(name) is { } braced) return new TableWordMistake(TableWordMistakeKind.TextAfterBraces, $"{type}:{braced}");
        if (type is "proxy" or "debug") return Find([name], 0) is { } inner ? inner with { Meant = inner.Meant is null ? null : $"{type}:{inner.Meant}" } : null;
        if (TableTypes.IsKnown(type)) return null;
        return new TableWordMistake(TableWordMistakeKind.UnknownType, TableTypes.Meant(type, Misspelling.IsOneEditAway) is { } meant ? $"{meant}:{name}" : null);
    }

    /// <summary>What is left of <c>{...}x</c> without the text after the braces; null if nothing follows them.</summary>
    private static string? TextAfterBraces(string name)
    {
        if (name[0] != '{') return null;
        var depth = 0;
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] == '{') depth++;
            else if (name[index] == '}' && --depth == 0) return index + 1 < name.Length ? name[..(index + 1)] : null;
        }

        return null;
    }

    private static TableWordMistake WithoutColon(string word)
    {
        var end = word.AsSpan().IndexOfAny(";=,.|");
        if (end > 0 && TableTypes.IsKnown(word[..end]) && end + 1 < word.Length) return new TableWordMistake(TableWordMistakeKind.WrongSeparator, $"{word[..end]}:{word[(end + 1)..]}");
        if (word.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && TableTypes.IsKnown(word[..slash])) return new TableWordMistake(TableWordMistakeKind.WrongSeparator, $"{word[..slash]}:{word[slash..]}");
        return new TableWordMistake(TableWordMistakeKind.NoType, word);
    }

    /// <summary><c>hash: /x</c>, which is two words.</summary>
    private static TableWordMistake Separated(IReadOnlyList<string> words, int index)
    {
        var joins = index + 1 < words.Count && !words[index + 1].Contains(':', StringComparison.Ordinal);
        return new TableWordMistake(TableWordMistakeKind.NoName, joins ? words[index] + words[index + 1] : null, joins ? 2 : 1);
    }

    private static TableWordMistake? Quoted(IReadOnlyList<string> words, int index)
    {
        var bare = words[index].Trim(Quotes);
        if (bare == words[index]) return null;
        return new TableWordMistake(TableWordMistakeKind.Quoted, bare.Contains(':', StringComparison.Ordinal) ? bare : null);
    }
}

/// <summary>The kinds of typing mistakes in a list of tables.</summary>
internal enum TableWordMistakeKind
{
    /// <summary>No type and no colon: <c>/etc/postfix/virtual</c>.</summary>
    NoType,

    /// <summary>No name after the colon: <c>hash: /x</c>.</summary>
    NoName,

    /// <summary>Another character in place of the colon: <c>hash;/x</c>.</summary>
    WrongSeparator,

    /// <summary>Quotes, which are part of the word in main.cf.</summary>
    Quoted,

    /// <summary>Slashes after backslashes, as in a sed command.</summary>
    Backslash,

    /// <summary>A closing brace without an opening one: <c>${x}}</c>.</summary>
    StrayBrace,

    /// <summary>Text after the closing brace: <c>inline:{a=b}}</c>.</summary>
    TextAfterBraces,

    /// <summary>A comment after the value. Only a line that begins with <c>#</c> is one.</summary>
    Comment,

    /// <summary>A type that no Postfix has.</summary>
    UnknownType,
}
