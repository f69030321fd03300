using System.Diagnostics;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.SaslPasswd;

/// <summary>One entry of a sasl_passwd table.</summary>
/// <param name="Pattern">Where the credentials are used.</param>
/// <param name="Credentials">The user and the password.</param>
[DebuggerDisplay("{Pattern}")]
public sealed record SaslPasswdEntry(SaslPasswdPattern Pattern, Credentials Credentials) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.SaslPasswd;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.Text;

    /// <inheritdoc/>
    internal override string ValueText => $"{Credentials.User.Reveal()}:{Credentials.Password.Reveal()}";

    /// <inheritdoc/>
    private protected override string ShownValue => $"{Credentials.User}:{Credentials.Password}";

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SaslPasswdValue.IsCommon(value) && SaslPasswdKey.IsCommon(key) && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static SaslPasswdEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, SaslPasswdKey.Parse, SaslPasswdValue.Parse, static (pattern, value) => new SaslPasswdEntry(pattern, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new SaslPasswdEntry(Pattern.Decoded(), Credentials.Decoded());
}
