using MapKit.Tables.Grammar;

namespace MapKit.Tables.SaslPasswd;

/// <summary>The halves of credentials; prints nothing of them.</summary>
internal sealed class CredentialsSyntax(TextPart user, TextPart? password)
{
    /// <summary>Before the first colon.</summary>
    public TextPart User => user;

    /// <summary>After it, or null where there is none.</summary>
    public TextPart? Password => password;
}
