using MapKit.Diagnostics;

namespace MapKit.Tables.SaslPasswd;

/// <summary>Parses the values of sasl_passwd tables (docs/formats/table-formats.md#sasl_passwd). No finding quotes the text.</summary>
internal static class SaslPasswdValue
{
    /// <summary>Recognises <c>user:password</c> without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value)
    {
        var colon = value.IndexOf((byte)':');
        return colon > 0 && colon < value.Length - 1 && value[0] != '"'
            && value[colon - 1] > ' ' && value[colon + 1] > ' ' && !value.Contains((byte)'#');
    }

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The credentials and all that is wrong with them.</returns>
    public static ParsedValue<Credentials> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var syntax = Grammar.Scan.Read(SaslPasswdGrammar.Credentials, latin1);
        CheckUser(latin1, syntax, problems);
        CheckPassword(syntax, problems);
        CheckWhitespace(syntax, problems);
        InlineComment.ReportInText(latin1, 0, Severity.Error, problems);
        var credentials = new Credentials(new Secret(syntax.User.Text), new Secret(syntax.Password?.Text ?? ""));
        return new ParsedValue<Credentials>(credentials, problems);
    }

    private static void CheckUser(string value, CredentialsSyntax syntax, List<ValueProblem> problems)
    {
        if (syntax.User.Length == 0)
        {
            problems.Add(new ValueProblem(
                Rules.EmptyUser,
                0,
                Math.Min(value.Length, 1),
                "there is no user name before the colon; Postfix logs in with an empty one and the server refuses it",
                "write user:password"));
        }
        else if (value.Length > 1 && value[0] == '"' && value[^1] == '"')
        {
            problems.Add(new ValueProblem(
                Rules.QuotedCredentials,
                0,
                value.Length,
                "the quotes belong to the user name and the password; Postfix sends them to the server",
                "remove the quotes; spaces and colons in a password need none"));
        }
    }

    private static void CheckPassword(CredentialsSyntax syntax, List<ValueProblem> problems)
    {
        if (syntax.Password is null)
        {
            problems.Add(new ValueProblem(
                Rules.NoPassword,
                0,
                syntax.User.Length,
                "there is no colon; Postfix reads all of it as the user name and logs in with an empty password",
                "write user:password"));
        }
        else if (syntax.Password is { Length: 0 } password)
        {
            problems.Add(new ValueProblem(
                Rules.EmptyPassword,
                password.Start - 1,
                1,
                "there is no password after the colon; Postfix logs in with an empty one",
                "write user:password"));
        }
    }

    private static void CheckWhitespace(CredentialsSyntax syntax, List<ValueProblem> problems)
    {
        if (syntax.Password is not { Length: > 0 } password || syntax.User.Length == 0) return;
        var user = syntax.User.Text;
        if (IsWhitespace(user[^1])) ReportWhitespace(syntax.User.Start + user.TrimEnd(' ', '\t').Length, user.Length - user.TrimEnd(' ', '\t').Length, "user name", problems);
        if (IsWhitespace(password.Text[0])) ReportWhitespace(password.Start, password.Length - password.Text.TrimStart(' ', '\t').Length, "password", problems);
    }

    private static void ReportWhitespace(int start, int length, string part, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.WhitespaceInCredentials,
        start,
        length,
        $"the whitespace beside the colon belongs to the {part}; Postfix sends it to the server",
        "write user:password without whitespace at the colon"));

    private static bool IsWhitespace(char character) => character is ' ' or '\t';
}
