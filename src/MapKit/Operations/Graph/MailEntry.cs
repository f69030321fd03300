namespace MapKit.Operations.Graph;

/// <summary>An address that a table names.</summary>
/// <param name="Address">The address whose mail is followed, in external form, one character per byte.</param>
/// <param name="IsTransport">Whether a transport table names it; otherwise it is an alias.</param>
internal sealed record MailEntry(string Address, bool IsTransport)
{
    /// <summary>The local part that represents every other one.</summary>
    public const string AnyUser = "mapkit-any-user";

    /// <summary>The domain that represents every other one.</summary>
    public const string AnyDomain = "mapkit-any-domain.invalid";

    /// <summary>A shown text with words in place of the names that represent others.</summary>
    public static string Readable(string shown) =>
        shown.Replace($"{AnyUser}@", "*@", StringComparison.OrdinalIgnoreCase).Replace(AnyDomain, "any other domain", StringComparison.OrdinalIgnoreCase);
}
