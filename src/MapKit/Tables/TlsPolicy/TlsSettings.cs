using MapKit.Platform;

namespace MapKit.Tables.TlsPolicy;

/// <summary>The value of an entry of a TLS policy table: a security level and attributes.</summary>
/// <param name="Level">The security level.</param>
/// <param name="Attributes">The attributes in the order written.</param>
public sealed record TlsSettings(TlsLevel Level, IReadOnlyList<TlsSetting> Attributes)
{
    /// <inheritdoc/>
    public bool Equals(TlsSettings? other) => other is not null && Level == other.Level && Attributes.SequenceEqual(other.Attributes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Level, Attributes.Count);

    /// <summary>The policy as written in a table.</summary>
    public override string ToString() => string.Join(' ', Attributes.Select(attribute => attribute.ToString()).Prepend(TlsWords.NameOf(Level)));

    internal TlsSettings Decoded() => new(Level, [.. Attributes.Select(attribute => attribute.Decoded())]);
}

/// <summary>An attribute of a TLS policy.</summary>
/// <param name="Name">Its name, such as <c>match</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record TlsSetting(string Name, string Value)
{
    /// <summary>The attribute as written in a table.</summary>
    public override string ToString() => Value.AsSpan().ContainsAny(" ,\t") ? $"{{ {Name} = {Value} }}" : $"{Name}={Value}";

    internal TlsSetting Decoded() => new(LosslessText.FromLatin1(Name), LosslessText.FromLatin1(Value));
}

/// <summary>The TLS security levels of the SMTP client, in Postfix's order.</summary>
public enum TlsLevel
{
    /// <summary><c>none</c>: no TLS.</summary>
    None,

    /// <summary><c>may</c>: TLS if the server offers it.</summary>
    May,

    /// <summary><c>encrypt</c>: TLS is required; the certificate is not verified.</summary>
    Encrypt,

    /// <summary><c>fingerprint</c>: the certificate or its key has a given digest.</summary>
    Fingerprint,

    /// <summary><c>dane</c>: as the TLSA records of the server require.</summary>
    Dane,

    /// <summary><c>dane-only</c>: TLSA records are required.</summary>
    DaneOnly,

    /// <summary><c>verify</c>: the certificate is verified, by default for the name of the server.</summary>
    Verify,

    /// <summary><c>secure</c>: the certificate is verified, by default for the name of the destination.</summary>
    Secure,
}
