using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MapKit.Platform;

namespace MapKit.Tables.SaslPasswd;

/// <summary>
/// A secret text: it prints as <c>****</c> in every message, record and debugger, and must be read explicitly.
/// </summary>
[DebuggerDisplay(SecretMask.Text)]
public sealed class Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text;

    /// <summary>Hides a text.</summary>
    /// <param name="text">The text.</param>
    public Secret(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>Whether there is nothing to hide.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>The text itself.</summary>
    public string Reveal() => _text;

    /// <summary>Whether the texts are the same, compared in constant time.</summary>
    public bool Equals(Secret? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.Unicode.GetBytes(_text), Encoding.Unicode.GetBytes(other._text));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary><c>****</c>.</summary>
    public override string ToString() => SecretMask.Text;

    internal Secret Decoded() => new(LosslessText.FromLatin1(_text));
}
