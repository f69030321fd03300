using System.Diagnostics;

namespace MapKit.Tables.SaslPasswd;

/// <summary>The value of a sasl_passwd entry (docs/formats/table-formats.md#sasl_passwd).</summary>
/// <param name="User">
/// The text before the first colon. Also a secret: without the colon this is the password.
/// </param>
/// <param name="Password">The text after it; empty if there is no colon.</param>
[DebuggerDisplay(SecretMask.Text)]
public sealed record Credentials(Secret User, Secret Password)
{
    internal Credentials Decoded() => new(User.Decoded(), Password.Decoded());
}
