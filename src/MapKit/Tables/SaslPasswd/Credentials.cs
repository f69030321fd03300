using System.Diagnostics;

namespace MapKit.Tables.SaslPasswd;

/// <summary>The value of a sasl_passwd entry (postfix-tables 5.4).</summary>
/// <param name="User">
/// All before the first colon. A secret as well: where the colon has been forgotten this is the password.
/// </param>
/// <param name="Password">All after it; empty where there is no colon.</param>
[DebuggerDisplay(SecretMask.Text)]
public sealed record Credentials(Secret User, Secret Password)
{
    internal Credentials Decoded() => new(User.Decoded(), Password.Decoded());
}
