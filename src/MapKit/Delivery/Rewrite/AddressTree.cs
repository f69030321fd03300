using System.Text;
using MapKit.Entries;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery.Rewrite;

/// <summary>The tokens of one address, as trivial-rewrite(8) edits them: tokens are cut and joined instead of text, so that quoted text is not changed.</summary>
internal sealed class AddressTree
{
    private readonly List<Token> _tokens;

    private AddressTree(List<Token> tokens) => _tokens = tokens;

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Count;

    /// <summary>Splits an address in external form.</summary>
    public static AddressTree Scan(string external)
    {
        var tokenizer = new AddressTokenizer();
        tokenizer.Scan(Latin1Text.Bytes(external));
        var tokens = new List<Token>();
        foreach (var token in tokenizer.Tokens)
        {
            if (token.Kind != AddressTokenKind.Comment) tokens.Add(new Token(token.Kind, (char)token.Operator, ByteText.FromBytes(tokenizer.TextOf(token))));
        }

        return new AddressTree(tokens);
    }

    /// <summary>The text of the only token if that is a quoted string, otherwise null.</summary>
    public string? OnlyQuotedText => _tokens.Count == 1 && _tokens[0].Kind == AddressTokenKind.QuotedString ? _tokens[0].Text : null;

    /// <summary>The index of the last occurrence of an operator, or -1.</summary>
    public int FindLast(char operation) => _tokens.FindLastIndex(token => token.Operator == operation);

    /// <summary>The index of the first occurrence of an operator, or -1.</summary>
    public int FindFirst(char operation) => _tokens.FindIndex(token => token.Operator == operation);

    /// <summary>Whether a token is an operator; false beyond the ends.</summary>
    public bool IsOperator(int index, char operation) => index >= 0 && index < Count && _tokens[index].Operator == operation;

    /// <summary>Whether there is a domain literal after a token.</summary>
    public bool HasLiteralAfter(int index) => _tokens.FindIndex(index + 1, token => token.Kind == AddressTokenKind.DomainLiteral) >= 0;

    /// <summary>Whether there is an operator after a token.</summary>
    public bool HasOperatorAfter(int index, char operation) => _tokens.FindIndex(index + 1, token => token.Operator == operation) >= 0;

    /// <summary>Removes the tokens from an index on, and returns them.</summary>
    public AddressTree CutFrom(int index)
    {
        var cut = new AddressTree(_tokens[index..]);
        _tokens.RemoveRange(index, Count - index);
        return cut;
    }

    /// <summary>Removes the first tokens.</summary>
    public void RemoveFirst(int count) => _tokens.RemoveRange(0, count);

    /// <summary>Removes all tokens.</summary>
    public void Clear() => _tokens.Clear();

    /// <summary>Appends the tokens of another address.</summary>
    public void Append(AddressTree other) => _tokens.AddRange(other._tokens);

    /// <summary>Appends the tokens of a text.</summary>
    public void Append(string external) => Append(Scan(external));

    /// <summary>Inserts tokens at the start.</summary>
    public void Prepend(AddressTree other) => _tokens.InsertRange(0, other._tokens);

    /// <summary>Replaces an operator.</summary>
    public void Replace(int index, char operation) => _tokens[index] = new Token(AddressTokenKind.Operator, operation, "");

    /// <summary>Some tokens without quotes.</summary>
    public string Internal(int start = 0) => Join(start, quotes: false);

    /// <summary>The address with its quotes.</summary>
    public string External() => Join(0, quotes: true);

    private string Join(int start, bool quotes)
    {
        var text = new StringBuilder();
        var followsWord = false;
        foreach (var token in _tokens.Skip(start))
        {
            var isWord = token.Kind != AddressTokenKind.Operator;
            if (isWord && followsWord) text.Append(' ');
            followsWord = isWord;
            switch (token.Kind)
            {
                case AddressTokenKind.Operator:
                    text.Append(token.Operator);
                    if (token.Operator == ',') text.Append(' ');
                    break;
                case AddressTokenKind.DomainLiteral:
                    text.Append('[').Append(token.Text).Append(']');
                    break;
                case AddressTokenKind.QuotedString when quotes:
                    text.Append(LocalPart.Quote(token.Text));
                    break;
                default:
                    text.Append(token.Text);
                    break;
            }
        }

        return text.ToString();
    }

    private readonly record struct Token(AddressTokenKind Kind, char Operator, string Text);
}
