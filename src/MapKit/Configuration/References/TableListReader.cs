using System.Text;
using MapKit.Source;

namespace MapKit.Configuration.References;

/// <summary>Finds the tables in one value (docs/formats/configuration.md#where-tables-are-named). A colon alone is not a table.</summary>
/// <param name="found">Receives each table: type, name, offset of the type in the text, and the tables through which it is opened.</param>
/// <param name="openFile">Receives the name of a <c>/file</c> whose lines belong to a list.</param>
internal sealed class TableListReader(Action<string, string, int, IReadOnlyList<string>> found, Action<string> openFile)
{
    private const int DeepestNesting = 100;

    private static readonly string[] NotTables =
    [
        "check_policy_service", "reject_rbl", "reject_rbl_client", "reject_rhsbl_client", "reject_rhsbl_reverse_client", "reject_rhsbl_helo",
        "reject_rhsbl_sender", "reject_rhsbl_recipient", "permit_dnswl_client", "permit_rhswl_client", "sleep",
    ];

    private byte[] _text = [];

    /// <summary>Reads a value.</summary>
    /// <param name="text">The value, one character per byte.</param>
    /// <param name="kind">What kind of list it is.</param>
    public void Read(string text, TableListKind kind)
    {
        _text = Encoding.Latin1.GetBytes(text);
        ReadOnlySpan<byte> rest = _text;
        var last = "";
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            if (kind == TableListKind.Matches) ReadMatch(word);
            else if (kind == TableListKind.Maps) ReadTable(word, [], 0);
            else if (!NotTables.Contains(last, StringComparer.OrdinalIgnoreCase)) ReadArgument(word);
            last = ByteText.FromBytes(word);
        }
    }

    private void ReadMatch(ReadOnlySpan<byte> word)
    {
        word = word.TrimStart((byte)'!');
        if (word.IsEmpty) return;
        if (word[0] == '/') openFile(ByteText.ToText(ByteText.FromBytes(word)));
        else if (word[0] == '{') ReadArgument(word);
        else if (word[0] != '[') ReadTable(word, [], 0);
    }

    /// <summary>The argument of a restriction: <c>type:name</c>, or <c>{ type:name, search_order = ... }</c>.</summary>
    private void ReadArgument(ReadOnlySpan<byte> word)
    {
        if (word[0] == '[') return;
        if (word[0] == '{')
        {
            if (BracedText.Unwrap(word, out var inside) is not null) return;
            if (BracedText.TryTakeWord(ref inside, out var table)) ReadTable(table, [], 0);
        }
        else
        {
            ReadTable(word, [], 0);
        }
    }

    private void ReadTable(ReadOnlySpan<byte> word, IReadOnlyList<string> through, int depth)
    {
        var colon = word.IndexOf((byte)':');
        if (colon <= 0 || colon == word.Length - 1 || depth > DeepestNesting || word[..colon].ContainsAny("/{}[]"u8)) return;
        var type = ByteText.ToText(ByteText.FromBytes(word[..colon]));
        var name = word[(colon + 1)..];
        switch (type)
        {
            case "proxy" or "debug":
                ReadTable(name, [.. through, type], depth + 1);
                break;
            case "unionmap" or "pipemap" when BracedText.TryUnwrap(name, out var members):
                while (BracedText.TryTakeWord(ref members, out var member)) ReadTable(member, [.. through, type], depth + 1);
                break;
            default:
                _text.AsSpan().Overlaps(word, out var offset);
                found(type, ByteText.ToText(ByteText.FromBytes(name)), offset, through);
                break;
        }
    }
}

/// <summary>How the value of a parameter names tables (docs/formats/configuration.md#where-tables-are-named).</summary>
internal enum TableListKind
{
    /// <summary>A list of <c>type:name</c>, or one.</summary>
    Maps,

    /// <summary>A list of patterns, <c>/file</c> and <c>type:name</c>, each optionally after <c>!</c>.</summary>
    Matches,

    /// <summary>A list of restrictions, some with a <c>type:name</c> as their argument.</summary>
    Restrictions,

    /// <summary>A list of names of parameters whose values are restrictions.</summary>
    Classes,
}
