using System.Security.Cryptography;

namespace MapKit.Linting.ServerSni;

/// <summary>An object of a PEM file.</summary>
/// <param name="Label">The text between <c>-----BEGIN </c> and the hyphens after it.</param>
/// <param name="Content">The bytes; null if they are encrypted or not base64.</param>
internal sealed record PemObject(string Label, byte[]? Content)
{
    /// <summary>Whether it is a certificate.</summary>
    public bool IsCertificate => Label is "CERTIFICATE" or "X509 CERTIFICATE";

    /// <summary>Whether it is a private key that Postfix reads. It ignores encrypted ones.</summary>
    public bool IsKey => Label is "PRIVATE KEY" or "RSA PRIVATE KEY" or "EC PRIVATE KEY" or "DSA PRIVATE KEY";

    /// <summary>The objects of a file.</summary>
    /// <param name="text">The content of the file.</param>
    public static IEnumerable<PemObject> ReadAll(string text)
    {
        var rest = text;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            yield return new PemObject(rest[fields.Label], Convert.FromBase64String(rest[fields.Base64Data]));
            rest = rest[fields.Location.End..];
        }
    }
}
