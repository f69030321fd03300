using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.SaslPasswd;

/// <summary>
/// The grammar of credentials (docs/formats/table-formats.md#sasl_passwd). It accepts every text, and no rule can fail with a secret in its
/// message.
/// </summary>
internal static class SaslPasswdGrammar
{
    private static readonly SearchValues<char> Colon = SearchValues.Create(":");

    /// <summary><c>user = *( any character but ":" )</c>.</summary>
    public static readonly Parser<TextPart> User = Scan.Until(Colon).Named("user");

    /// <summary><c>password = ":" *CHAR</c>: further colons belong to it.</summary>
    public static readonly Parser<TextPart> Password =
        (from colon in Parse.Char(':') from password in Scan.Rest select password).Named("password");

    /// <summary><c>credentials = user [ password ]</c>.</summary>
    public static readonly Parser<CredentialsSyntax> Credentials =
        (from user in User
         from password in Password.Optional()
         select new CredentialsSyntax(user, password.IsDefined ? password.Get() : null)).Named("credentials");
}

/// <summary>The halves of credentials; they are never printed.</summary>
internal sealed class CredentialsSyntax(TextPart user, TextPart? password)
{
    /// <summary>Before the first colon.</summary>
    public TextPart User => user;

    /// <summary>After it, or null if there is none.</summary>
    public TextPart? Password => password;
}
