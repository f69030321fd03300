namespace MapKit.Tables.Addresses;

/// <summary>
/// The two forms of a whole address (docs/formats/postmap-entries.md#quoted-and-unquoted-forms): with the local part in quotes if it
/// needs them, and without.
/// </summary>
internal static class AddressForm
{
    /// <summary>The external form of <c>user@domain</c>, <c>user@</c> or <c>user</c> (<c>quote_822_local</c>).</summary>
    /// <param name="plain">The address in internal form. The text after the last <c>@</c> is the domain.</param>
    public static string External(string plain)
    {
        var start = LengthOfRoute(plain);
        var at = plain.LastIndexOf('@');
        var end = at < start ? plain.Length : at;
        var local = plain[start..end];
        return LocalPart.NeedsQuotes(local) ? $"{plain[..start]}{LocalPart.Quote(local)}{plain[end..]}" : plain;
    }

    /// <summary>The internal form (<c>unquote_822_local</c>): the text after the last <c>@</c> outside quotes is not changed.</summary>
    /// <param name="written">The address in external form.</param>
    public static string Internal(string written)
    {
        var start = LengthOfRoute(written);
        var at = LastBareAt(written, start);
        return at < 0
            ? written[..start] + LocalPart.Unquote(written[start..])
            : $"{written[..start]}{LocalPart.Unquote(written[start..at])}{written[at..]}";
    }

    private static int LastBareAt(string written, int start)
    {
        var found = -1;
        var isQuoted = false;
        for (var index = start; index < written.Length; index++)
        {
            switch (written[index])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '@' when !isQuoted:
                    found = index;
                    break;
                case '\\':
                    index++;
                    break;
            }
        }

        return found;
    }

    /// <summary>Characters of a source route (<c>@a,@b:</c>), which is not part of the local part.</summary>
    private static int LengthOfRoute(string address) => address.StartsWith('@') ? address.IndexOf(':', StringComparison.Ordinal) + 1 : 0;
}
