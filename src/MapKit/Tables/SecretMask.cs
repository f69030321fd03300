using System.Buffers;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Tables;

/// <summary>The mask for the secrets of a table. No other code writes a mask.</summary>
internal sealed partial class SecretMask
{
    /// <summary>The text shown for a secret.</summary>
    public const string Text = "****";

    /// <summary>For a table that is not secret by name or parameter. A value whose content is a private key is still hidden.</summary>
    public static readonly SecretMask None = new();

    /// <summary>Hides nothing, because the secrets are requested.</summary>
    public static readonly SecretMask Nothing = new();

    /// <summary>For a table of <c>user:password</c>: the user may be shown.</summary>
    public static readonly SecretMask Credentials = new() { ShowsUser = true, ChecksKeys = true };

    /// <summary>For such a table if another character may separate user and password.</summary>
    public static readonly SecretMask WholeCredentials = new() { ChecksKeys = true };

    /// <summary>For a map whose values are private keys.</summary>
    public static readonly SecretMask PrivateKeys = new();

    /// <summary>For the settings of a database client, such as <c>password = ...</c>.</summary>
    public static readonly SecretMask ClientSettings = new() { ShowsWordsAlone = true };

    private const int LongestPort = 5;

    /// <summary>What may stand between a key and its value.</summary>
    private static ReadOnlySpan<byte> Whitespace => " \t\v\f\r"u8;

    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(Text);
    private static readonly string[] PortNames = ["smtp", "smtps", "submission", "submissions", "lmtp", "urd"];

    /// <summary>The types whose names may be shown, unless they are in braces: names of files, of services, of groups of parameters.</summary>
    private static readonly string[] NamedTypes =
    [
        "hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash", "regexp", "pcre", "cidr", "socketmap", "tcp", "unix", "environ", "fail", "internal", "nis", "nisplus",
        "netinfo", "ldap", "mysql", "pgsql", "sqlite", "mongodb", "memcache", "source",
    ];

    private static readonly SearchValues<char> SettingName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private SecretMask()
    {
    }

    /// <summary>Whether every value is hidden.</summary>
    public bool Hides => this != None && this != Nothing;

    private bool ShowsUser { get; init; }

    private bool ChecksKeys { get; init; }

    private bool ShowsWordsAlone { get; init; }

    /// <summary>A value: all of it is hidden.</summary>
    public ReadOnlyMemory<byte> Value(ReadOnlyMemory<byte> value) => Hides || HidesByContent(value.Span) ? Bytes : value;

    /// <summary>Whether a value is hidden only because of its content.</summary>
    public bool HidesByContent(ReadOnlySpan<byte> value) => this == None && EncodedKeys.Holds(value);

    /// <summary>A value whose user is shown, if there is one: not without a colon, or with a colon after several words.</summary>
    public ReadOnlyMemory<byte> ValueWithUser(ReadOnlyMemory<byte> value) =>
        Hides && ShowsUser && UserLength(value.Span) is var length and > 0 ? (byte[])[.. value.Span[..length], (byte)':', .. Bytes] : Value(value);

    /// <summary>A key. One that is neither a destination nor a sender may be the credentials, in the wrong column.</summary>
    /// <param name="key">The key, as it is stored.</param>
    /// <param name="value">The value beside it; null if unknown.</param>
    public ReadOnlyMemory<byte> Key(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? value = null)
    {
        var text = key.Span.TrimEnd((byte)0);
        var isShown = ShowsWordsAlone ? !ByteText.FromBytes(text).AsSpan().ContainsAnyExcept(SettingName) : !ChecksKeys || IsKeyOfCredentials(text, value);
        return isShown ? key : Bytes;
    }

    /// <summary>A line of a source without its line end: its key may be shown, its value not.</summary>
    /// <param name="line">The line.</param>
    public ReadOnlyMemory<byte> SourceLine(ReadOnlyMemory<byte> line)
    {
        var text = line.Span;
        var end = text.IndexOfAny(Whitespace);
        if (!Hides) return end > 0 && HidesByContent(text[end..].Trim(Whitespace)) ? (byte[])[.. text[..(end + 1)], .. Bytes] : line;
        if (text.Trim(Whitespace).IsEmpty) return line;
        if (text[0] == '#' || end < 0) return (byte[])[.. text[0] == '#' ? "# "u8 : [], .. Bytes];
        if (end == 0) return (byte[])[(byte)' ', .. Bytes];
        return (byte[])[.. Key(line[..end], line[end..].Trim(Whitespace)).Span, text[end], .. Bytes];
    }

    /// <summary>A finding of a rule that does not handle secrets: the quoted text may be one.</summary>
    public static Diagnostic WithoutText(Diagnostic diagnostic) => diagnostic with { Message = diagnostic.Rule.Title, Help = null };

    /// <summary>The user of credentials, or the mask if it may be the password.</summary>
    /// <param name="value">The credentials, one character per byte.</param>
    /// <param name="delimiter">The character between user and password.</param>
    public static string User(string value, char delimiter)
    {
        var end = value.IndexOf(delimiter, StringComparison.Ordinal);
        return end < 0 || value.AsSpan(0, end).ContainsAny(' ', '\t') ? Text : DisplayText.Escape(Encoding.Latin1.GetBytes(value[..end]), int.MaxValue);
    }

    /// <summary>A message without its quoted texts. A single quoted character is syntax, such as <c>'='</c>, and is kept.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isShown">Whether a quoted text is certainly not a secret.</param>
    public static string WithoutQuotes(string message, Predicate<string>? isShown = null)
    {
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] is not ('"' or '\'')) continue;
            var end = message.IndexOf(message[i], i + 1);
            if (end < 0 || (end != i + 2 && isShown?.Invoke(message[(i + 1)..end]) != true)) return message[..i] + Text;
            i = end;
        }

        return message;
    }

    /// <summary>A <c>name = value</c> without its value, if that may be a secret; only the mask if there is no name.</summary>
    public static string Setting(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return text.AsSpan().ContainsAnyExcept(SettingName) ? Text : text;
        var isSecret = MaySetSecret(text[..equals]) || text.Contains("static:", StringComparison.Ordinal) || text.Contains("inline:", StringComparison.Ordinal);
        return isSecret ? text[..(equals + 1)] + Text : text;
    }

    /// <summary>The name of a table of secrets: that of a file may be shown, but not the content of <c>static:</c> and <c>inline:</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">What follows the type and its colon.</param>
    public static string TableName(string type, string name)
    {
        if (type is "proxy" or "debug") return Specification(name);
        if (name.Contains('{', StringComparison.Ordinal)) return "{" + Text + "}";
        return NamedTypes.Contains(type) ? name : Text;
    }

    /// <summary>As <see cref="TableName"/>, for the whole <c>type:name</c>.</summary>
    public static string Specification(string specification)
    {
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || specification.AsSpan(0, colon).ContainsAnyExcept(SettingName)) return specification.StartsWith('/') ? specification : Text;
        return $"{specification[..colon]}:{TableName(specification[..colon], specification[(colon + 1)..])}";
    }

    private static bool MaySetSecret(string parameter) =>
        parameter.Contains("passw", StringComparison.Ordinal) || parameter.Contains("_pw", StringComparison.Ordinal) || parameter.Contains("secret", StringComparison.Ordinal);

    /// <summary>Length of the user in credentials; 0 if it may be the password.</summary>
    private static int UserLength(ReadOnlySpan<byte> value)
    {
        var colon = value.IndexOf((byte)':');
        return colon <= 0 || value[..colon].ContainsAny((byte)' ', (byte)'\t') ? 0 : colon;
    }

    private static bool IsKeyOfCredentials(ReadOnlySpan<byte> key, ReadOnlyMemory<byte>? value)
    {
        if (key is [(byte)'[', ..])
        {
            var close = key.IndexOf((byte)']');
            return close > 0 && (close == key.Length - 1 || (key[close + 1] == (byte)':' && IsPort(key[(close + 2)..])));
        }

        // A pattern may contain any text, and is not a destination.
        if (key is [(byte)'/' or (byte)'!', ..]) return false;

        // In swapped columns, the value is a destination, or has no colon.
        if (value is { } credentials && (credentials.Span is [(byte)'[', ..] || UserLength(credentials.Span) == 0)) return false;
        var colon = key.LastIndexOf((byte)':');
        if (colon < 0) return true;
        var host = key[..colon];
        return !host.ContainsAny((byte)'@', (byte)':') && host.Contains((byte)'.') && IsPort(key[(colon + 1)..]);
    }

    private static bool IsPort(ReadOnlySpan<byte> text) =>
        PortNames.Contains(ByteText.FromBytes(text)) || (text.Length is > 0 and <= LongestPort && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'));
}
