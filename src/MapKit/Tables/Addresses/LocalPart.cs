using System.Buffers;
using System.Text;

namespace MapKit.Tables.Addresses;

/// <summary>The two forms of the part of an address before the <c>@</c> (docs/formats/postmap-entries.md#quoted-and-unquoted-forms).</summary>
internal static class LocalPart
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "()<>@,;:\\\"[] \x7f" + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)));

    /// <summary>Recognises a local part that is the same in both forms and made of the usual characters.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] == '.' || text[^1] == '.' || text.ContainsAnyExcept(CommonBytes)) return false;
        return text.IndexOf(".."u8) < 0;
    }

    /// <summary>The external form, which Postfix looks up first: quoted only if needed.</summary>
    public static string External(string plain) => NeedsQuotes(plain) ? Quote(plain) : plain;

    /// <summary>Whether the local part needs quotes. Bytes from 0x80 on do not.</summary>
    public static bool NeedsQuotes(string plain) =>
        plain.Length == 0 || plain[0] == '.' || plain[^1] == '.' || plain.Contains("..", StringComparison.Ordinal) || plain.AsSpan().ContainsAny(Special);

    /// <summary>Puts quotes around a text.</summary>
    public static string Quote(string plain)
    {
        var quoted = new StringBuilder(plain.Length + 2).Append('"');
        foreach (var character in plain)
        {
            if (character is '"' or '\\' or '\r') quoted.Append('\\');
            quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Removes quotes and backslashes.</summary>
    public static string Unquote(string written)
    {
        var plain = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '"') continue;
            if (written[i] == '\\' && i + 1 < written.Length) i++;
            plain.Append(written[i]);
        }

        return plain.ToString();
    }

    private static readonly SearchValues<byte> CommonBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+="u8);
}
