using System.Text;
using MapKit.Entries;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Addresses;

/// <summary>
/// Splits a list of addresses as Postfix does at delivery (<c>tok822_parse</c>, docs/formats/table-formats.md#address-lists): from
/// the right end to the left, with missing commas added, phrases before <c>&lt;address&gt;</c>, group names and comments dropped.
/// There are no errors, and the time is linear.
/// </summary>
internal sealed class AddressList
{
    private readonly AddressTokenizer _tokenizer = new();
    private readonly List<int> _words = [];
    private readonly List<AddressItem> _items = [];
    private readonly List<int> _emptyItems = [];

    private AddressList(string text)
    {
        _tokenizer.Scan(Latin1Text.Bytes(text));
        var tokens = _tokenizer.Tokens;
        for (var index = 0; index < tokens.Length; index++)
        {
            if (tokens[index].Kind != AddressTokenKind.Comment) _words.Add(index);
        }

        Group();
        _items.Reverse();
        FindEmptyItems();
    }

    /// <summary>The addresses, from left to right.</summary>
    public IReadOnlyList<AddressItem> Items => _items;

    /// <summary>Offsets of the commas without an item before them, and of a last comma without an item after it.</summary>
    public IReadOnlyList<int> EmptyItems => _emptyItems;

    /// <summary>Splits a list.</summary>
    /// <param name="text">The list, one character per byte.</param>
    public static AddressList Parse(string text) => new(text);

    /// <summary>Walks the tokens from right to left. Those between the current one and <c>right</c> are not grouped yet.</summary>
    private void Group()
    {
        var wordFits = true;
        var inGroup = false;
        var right = _words.Count;
        var current = right - 1;
        while (current >= 0)
        {
            switch (OperatorAt(current))
            {
                case ';':
                    Close(current, right, isAdjacent: false);
                    right = current;
                    inGroup = wordFits = true;
                    break;
                case ':' when inGroup:
                    Close(current, right, isAdjacent: false);
                    while (current >= 0 && OperatorAt(current) != ',') current--;
                    right = Math.Max(current, 0);
                    continue;
                case '>':
                    Close(current, right, isAdjacent: true);
                    right = current;
                    while (current >= 0 && OperatorAt(current) != '<') current--;
                    Close(current, right, isAdjacent: false);
                    while (current >= 0 && OperatorAt(current) is not ('>' or ';' or ',' or ':')) current--;
                    right = Math.Max(current, 0);
                    wordFits = true;
                    continue;
                case ',':
                    Close(current, right, isAdjacent: false);
                    right = current;
                    wordFits = true;
                    break;
                case '\0' when !wordFits:
                    Close(current, right, isAdjacent: true);
                    right = current + 1;
                    break;
                case '\0':
                    wordFits = false;
                    break;
                default:
                    wordFits = true;
                    break;
            }

            current--;
        }

        Close(-1, right, isAdjacent: false);
    }

    /// <summary>The operator byte of a token, 0 for a word.</summary>
    private char OperatorAt(int word) => (char)_tokenizer.Tokens[_words[word]].Operator;

    /// <summary>Creates an address from the tokens between two others.</summary>
    private void Close(int left, int right, bool isAdjacent)
    {
        if (left + 1 >= right) return;
        var external = new StringBuilder();
        var plain = new StringBuilder();
        for (var word = left + 1; word < right; word++) Append(_tokenizer.Tokens[_words[word]], external, plain);

        var first = _tokenizer.Tokens[_words[left + 1]];
        var last = _tokenizer.Tokens[_words[right - 1]];
        var length = last.SourceStart + last.SourceLength - first.SourceStart;
        var isHash = first.Kind == AddressTokenKind.Atom && plain.Length > 0 && plain[0] == '#';
        _items.Add(new AddressItem(external.ToString(), plain.ToString(), first.SourceStart, length, isAdjacent, isHash));
    }

    private void Append(in AddressToken token, StringBuilder external, StringBuilder plain)
    {
        var text = ByteText.FromBytes(_tokenizer.TextOf(token));
        switch (token.Kind)
        {
            case AddressTokenKind.Operator:
                external.Append((char)token.Operator);
                plain.Append((char)token.Operator);
                break;
            case AddressTokenKind.DomainLiteral:
                external.Append('[').Append(text).Append(']');
                plain.Append('[').Append(text).Append(']');
                break;
            case AddressTokenKind.QuotedString:
                external.Append(LocalPart.Quote(text));
                plain.Append(text);
                break;
            default:
                external.Append(text);
                plain.Append(text);
                break;
        }
    }

    private void FindEmptyItems()
    {
        var depth = 0;
        for (var word = 0; word < _words.Count; word++)
        {
            var current = OperatorAt(word);
            if (current == '<') depth++;
            if (current == '>') depth = 0;
            if (current != ',' || depth > 0) continue;
            var isLast = word == _words.Count - 1;
            if (word == 0 || OperatorAt(word - 1) == ',' || isLast) _emptyItems.Add(_tokenizer.Tokens[_words[word]].SourceStart);
        }
    }
}

/// <summary>One address of a list, as Postfix's parser groups the tokens.</summary>
/// <param name="External">Its tokens joined, quoted if needed.</param>
/// <param name="Internal">Its tokens joined without quotes and backslashes, as delivery reads it.</param>
/// <param name="Start">Offset of its first byte in the list.</param>
/// <param name="Length">Length to the end of its last token, in bytes.</param>
/// <param name="IsAdjacent">Whether only whitespace separates it from the item before it: Postfix adds the comma.</param>
/// <param name="IsHash">Whether it begins with an unquoted <c>#</c>.</param>
internal sealed record AddressItem(string External, string Internal, int Start, int Length, bool IsAdjacent, bool IsHash)
{
    /// <summary>Offset of the first byte after it.</summary>
    public int End => Start + Length;
}
