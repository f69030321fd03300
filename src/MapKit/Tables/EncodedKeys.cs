using System.Buffers;
using System.Buffers.Text;

namespace MapKit.Tables;

/// <summary>
/// Recognises private keys in a map by their content: <c>postmap -F</c> stores files in base64, and those of
/// <c>tls_server_sni_maps</c> are in PEM format.
/// </summary>
internal static class EncodedKeys
{
    // "-----BEGIN " with the padding of a header line is never shorter.
    private const int ShortestValue = 40;
    private const int Sample = 20;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Whether a value is base64 of something in PEM format. It is always hidden: a certificate is stored with its key.</summary>
    /// <param name="value">The value, with or without trailing NUL.</param>
    public static bool Holds(ReadOnlySpan<byte> value)
    {
        if (value.Length < ShortestValue || value[..Sample].ContainsAnyExcept(Digits)) return false;
        if (value.StartsWith("LS0tLS1CRUdJTi"u8)) return true;
        value = value.TrimEnd((byte)0);
        var content = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        _ = Base64.DecodeFromUtf8(value, content, out _, out var length);
        return content.AsSpan(0, length).IndexOf("-----BEGIN "u8) >= 0;
    }
}
