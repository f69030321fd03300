using System.Formats.Asn1;

namespace MapKit.Linting.ServerSni;

/// <summary>
/// The public key of a certificate or of a private key, as far as both can be compared: the modulus of RSA, the point of an elliptic curve.
/// It is read without a library for cryptography, which not every host has.
/// </summary>
/// <param name="Bytes">The bytes.</param>
internal sealed record PublicKey(ReadOnlyMemory<byte> Bytes)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    private static readonly Asn1Tag PublicPoint = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag CurveName = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Whether both are the same key.</summary>
    public bool Matches(PublicKey other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <summary>The key of a private key; null if it is of another kind or cannot be read.</summary>
    public static PublicKey? OfPrivate(PemObject pem) => pem.Content is null ? null : TryRead(() => pem.Label switch
    {
        "RSA PRIVATE KEY" => OfRsa(pem.Content),
        "EC PRIVATE KEY" => OfCurve(pem.Content),
        "PRIVATE KEY" => OfPkcs8(pem.Content),
        _ => null,
    });

    /// <summary>The key and the end of the validity of a certificate; null if it cannot be read.</summary>
    public static (PublicKey? Key, DateTimeOffset NotBefore, DateTimeOffset NotAfter)? OfCertificate(PemObject pem) => pem.Content is null ? null : TryRead(() => Certificate(pem.Content));

    private static (PublicKey? Key, DateTimeOffset NotBefore, DateTimeOffset NotAfter)? Certificate(byte[] content)
    {
        var certificate = new AsnReader(content, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (certificate.PeekTag() == CurveName) certificate.ReadEncodedValue(); // the version has the same tag
        certificate.ReadEncodedValue(); // serial number
        certificate.ReadEncodedValue(); // algorithm of the signature
        certificate.ReadEncodedValue(); // issuer
        var validity = certificate.ReadSequence();
        var (notBefore, notAfter) = (Time(validity), Time(validity));
        certificate.ReadEncodedValue(); // subject
        var information = certificate.ReadSequence();
        var algorithm = information.ReadSequence().ReadObjectIdentifier();
        var bits = information.ReadBitString(out _);
        var key = algorithm switch
        {
            Rsa => new PublicKey(new AsnReader(bits, AsnEncodingRules.DER).ReadSequence().ReadIntegerBytes()),
            EllipticCurve => new PublicKey(bits),
            _ => null,
        };
        return (key, notBefore, notAfter);
    }

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().TagValue == (int)UniversalTagNumber.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static PublicKey? OfPkcs8(byte[] content)
    {
        var key = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        var algorithm = key.ReadSequence().ReadObjectIdentifier();
        var inner = key.ReadOctetString();
        return algorithm switch { Rsa => OfRsa(inner), EllipticCurve => OfCurve(inner), _ => null };
    }

    private static PublicKey OfRsa(byte[] content)
    {
        var key = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        return new PublicKey(key.ReadIntegerBytes());
    }

    private static PublicKey? OfCurve(byte[] content)
    {
        var key = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        key.ReadOctetString();
        while (key.HasData)
        {
            if (key.PeekTag() == PublicPoint) return new PublicKey(key.ReadSequence(PublicPoint).ReadBitString(out _));
            key.ReadEncodedValue();
        }

        return null;
    }

    private static T? TryRead<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (AsnContentException)
        {
            // A key or a certificate in an unknown encoding is not compared.
            return default;
        }
    }
}
